package dev.bimgate.deployment.image;

import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A key pair of {@code cosign}, made for one test, and what is done with it.
 *
 * @param directory in which it is
 */
record Cosign(Path directory) {

  private static final String PASSWORD = "COSIGN_PASSWORD=of-a-test";

  /** Makes the pair. */
  static Cosign generate(Path directory) {
    Cosign made = new Cosign(directory);
    Program.Ending ending = made.run("cosign", "generate-key-pair");
    if (ending.exitCode() != 0) {
      throw new IllegalStateException("no key pair: " + ending);
    }
    return made;
  }

  /** Publishes an image as a release does, and returns its reference by digest. */
  String publish(String image, String target) {
    Program.Ending ending =
        run(
            Repository.ROOT.resolve("deployment/publish-image").toString(),
            image,
            target,
            directory.resolve("cosign.key").toString());
    if (ending.exitCode() != 0) {
      throw new IllegalStateException("not published: " + ending);
    }
    List<String> lines = ending.lines();
    return lines.get(lines.size() - 1);
  }

  /** Verifies the signature, as deployment/README.md says. */
  Program.Ending verify(String reference) {
    return verify("verify", reference);
  }

  /** Verifies the attested bill of materials, and prints it. */
  Program.Ending verifyBillOfMaterials(String reference) {
    return verify("verify-attestation", "--type=cyclonedx", reference);
  }

  private Program.Ending verify(String... command) {
    List<String> arguments = new ArrayList<>(List.of("cosign"));
    arguments.addAll(List.of(command));
    arguments.addAll(List.of("--key=cosign.pub", "--insecure-ignore-tlog=true"));
    arguments.add("--allow-http-registry");
    return run(arguments.toArray(String[]::new));
  }

  private Program.Ending run(String... command) {
    List<String> arguments = new ArrayList<>(List.of("env", PASSWORD));
    arguments.addAll(List.of(command));
    return Program.run(directory, arguments);
  }
}
