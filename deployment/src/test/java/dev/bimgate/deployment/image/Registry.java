package dev.bimgate.deployment.image;

import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Sha256;
import dev.bimgate.sandbox.wire.Listener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A real registry (Debian's {@code docker-registry}) on a free loopback port, on plain http.
 *
 * @param address its host and port, as in the names of images
 * @param blobs the directory with all that was pushed, by digest
 */
record Registry(Program program, String address, Path blobs) implements AutoCloseable {

  private static final Pattern LISTENING = Pattern.compile("listening on 127.0.0.1");
  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

  /** Starts one with its files in that directory, and returns once it listens. */
  static Registry start(Path directory) throws IOException {
    String address = "127.0.0.1:" + Listener.freePort();
    Path configuration = directory.resolve("registry.yml");
    Files.writeString(
        configuration,
        """
        version: 0.1
        storage:
          filesystem:
            rootdirectory: %s
        http:
          addr: %s
        """
            .formatted(directory, address));
    Program program =
        Program.start(directory, List.of("docker-registry", "serve", configuration.toString()));
    program.awaitLine(LISTENING);
    return new Registry(program, address, directory.resolve("docker/registry/v2/blobs/sha256"));
  }

  /** The manifest of that name or digest, byte for byte. */
  byte[] manifest(String repository, String name) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(repository, name)).header("Accept", MANIFEST);
    HttpResponse<byte[]> response = Http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(name + ": " + response.statusCode());
    }
    return response.body();
  }

  /** Stores a manifest under another name, as whoever has access to the registry can. */
  void putManifest(String repository, String name, byte[] manifest) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(repository, name))
            .header("Content-Type", MANIFEST)
            .PUT(BodyPublishers.ofByteArray(manifest));
    int status = Http.send(request, BodyHandlers.discarding()).statusCode();
    if (status != 201) {
      throw new IllegalStateException(name + ": " + status);
    }
  }

  /** The file of a blob. */
  Path blob(String digest) {
    String hex = digest.substring(digest.indexOf(':') + 1);
    return blobs.resolve(hex.substring(0, 2)).resolve(hex).resolve("data");
  }

  /** The digest of a manifest or blob. */
  static String digest(byte[] content) {
    return "sha256:" + HexFormat.of().formatHex(Sha256.start().digest(content));
  }

  private URI url(String repository, String name) {
    return URI.create("http://" + address + "/v2/" + repository + "/manifests/" + name);
  }

  @Override
  public void close() {
    program.close();
  }
}
