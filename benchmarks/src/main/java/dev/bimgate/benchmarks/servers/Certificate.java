package dev.bimgate.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A self-signed certificate for loopback, by OpenSSL.
 *
 * @param file in PEM form
 * @param key in PEM form
 * @param withKey both in one file, as HAProxy takes them
 */
public record Certificate(Path file, Path key, Path withKey) {

  /** Makes one in the directory of the run. */
  public static Certificate make() throws IOException, InterruptedException {
    Path directory = Files.createDirectories(Repository.runDirectory());
    Path file = directory.resolve("certificate.pem");
    Path key = directory.resolve("certificate-key.pem");
    Process openssl =
        new ProcessBuilder(
                List.of(
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "ec",
                    "-pkeyopt",
                    "ec_paramgen_curve:P-256",
                    "-noenc",
                    "-days",
                    "3",
                    "-subj",
                    "/CN=localhost",
                    "-keyout",
                    key.toString(),
                    "-out",
                    file.toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("openssl.log").toFile())
            .start();
    if (openssl.waitFor() != 0) {
      throw new IllegalStateException("openssl made no certificate; see openssl.log");
    }
    Path withKey = directory.resolve("certificate-with-key.pem");
    Files.writeString(withKey, Files.readString(file) + Files.readString(key));
    return new Certificate(file, key, withKey);
  }
}
