package dev.bimgate.benchmarks;

import dev.bimgate.benchmarks.servers.Machine;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One stream by {@code curl}, on the core of the load. */
final class Curl {

  private Curl() {}

  /** The HTTP version over a connection without TLS. */
  enum Version {
    HTTP_1_1("--http1.1"),
    HTTP_2("--http2-prior-knowledge");

    private final String option;

    Version(String option) {
      this.option = option;
    }
  }

  /** Bytes per second of a download of that length. */
  static double download(Version version, URI uri, String authorization, long lengthBytes)
      throws IOException, InterruptedException {
    return run(
        version,
        uri,
        authorization,
        lengthBytes,
        "%{http_code} %{size_download} %{speed_download}");
  }

  /** Bytes per second of an upload of a file. */
  static double upload(Version version, URI uri, String authorization, Path file, long lengthBytes)
      throws IOException, InterruptedException {
    return run(
        version,
        uri,
        authorization,
        lengthBytes,
        "%{http_code} %{size_upload} %{speed_upload}",
        "--upload-file",
        file.toString());
  }

  private static double run(
      Version version,
      URI uri,
      String authorization,
      long lengthBytes,
      String report,
      String... options)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("taskset", "-c", Integer.toString(Machine.LOAD_CORE), "curl", "--silent"));
    command.addAll(List.of(version.option, "--header", "Authorization: " + authorization));
    command.addAll(List.of("--output", "/dev/null", "--write-out", report));
    command.addAll(List.of(options));
    command.add(uri.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String[] words = told.split(" ");
    boolean whole =
        words.length == 3 && words[0].equals("200") && Long.parseLong(words[1]) == lengthBytes;
    if (process.waitFor() != 0 || !whole) {
      throw new IllegalStateException("curl got an unexpected response: " + told);
    }
    return Double.parseDouble(words[2]);
  }
}
