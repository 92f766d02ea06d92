package dev.bimgate.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The client of Debian: HTTP/2 with prior knowledge (RFC 9113, section 3.3), which the JDK's lacks.
 */
record Curl(Version version, String authorization) {

  /** How it speaks to a server without TLS. */
  enum Version {
    HTTP_1_1("--http1.1"),
    HTTP_2("--http2-prior-knowledge");

    private final String option;

    Version(String option) {
      this.option = option;
    }
  }

  /** What is read of a body while it comes. */
  interface Reader<T> {
    T read(InputStream body);
  }

  /** Gets a resource. */
  <T> T download(URI url, Reader<T> reader) {
    Process process = start(url);
    T read = reader.read(process.getInputStream());
    end(process);
    return read;
  }

  /** Puts a body of unknown length, and returns the answer. */
  String upload(URI url, InputStream body) {
    Process process = start(url, "--upload-file", "-");
    CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(body, process));
    String response = read(process.getInputStream());
    sent.join();
    end(process);
    return response;
  }

  private Process start(URI url, String... options) {
    List<String> command = new ArrayList<>(List.of("curl", "--silent", "--show-error", "--fail"));
    command.addAll(List.of(version.option, "--header", "Authorization: " + authorization));
    command.addAll(List.of(options));
    command.add(url.toString());
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(InputStream body, Process process) {
    try (OutputStream standardInput = process.getOutputStream()) {
      body.transferTo(standardInput);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(InputStream stream) {
    try {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(Process process) {
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("curl ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
