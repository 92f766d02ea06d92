package dev.bimgate.deployment.image;

import dev.bimgate.deployment.Podman;
import dev.bimgate.deployment.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Images of podman apart from those of this machine: what is pulled comes from the registry alone.
 *
 * @param directory in which it is
 */
record ImageStore(Path directory) {

  Program.Ending pull(String reference) {
    return podman("pull", "--tls-verify=false", reference);
  }

  /** Runs a container to its end. */
  Program.Ending run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("run", "--rm", "--network=none", "--read-only"));
    command.addAll(List.of(arguments));
    return podman(command.toArray(String[]::new));
  }

  private Program.Ending podman(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("--root=" + directory.resolve("images"));
    command.add("--runroot=" + directory.resolve("run"));
    command.addAll(List.of(arguments));
    return Podman.run(command.toArray(String[]::new));
  }
}
