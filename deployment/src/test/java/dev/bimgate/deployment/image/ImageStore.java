package dev.bimgate.deployment.image;

import dev.bimgate.deployment.Podman;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.peers.Waiting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Images of podman apart from those of this machine: what is pulled comes from the registry alone.
 *
 * @param directory in which it is
 */
record ImageStore(Path directory) implements AutoCloseable {

  Program.Ending pull(String reference) {
    return podman("pull", "--tls-verify=false", reference);
  }

  /** Runs a container to its end. */
  Program.Ending run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("run", "--rm", "--network=none", "--read-only"));
    command.addAll(List.of(arguments));
    return podman(command.toArray(String[]::new));
  }

  /**
   * Returns once nobody uses it: when a container has ended, conmon has another podman clean up.
   */
  @Override
  public void close() {
    Waiting.until(
        () ->
            ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .noneMatch(command -> command.contains(directory.toString())));
  }

  private Program.Ending podman(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("--root=" + directory.resolve("images"));
    command.add("--runroot=" + directory.resolve("run"));
    command.addAll(List.of(arguments));
    return Podman.run(command.toArray(String[]::new));
  }
}
