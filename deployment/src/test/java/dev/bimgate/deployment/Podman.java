package dev.bimgate.deployment;

import java.util.ArrayList;
import java.util.List;

/** Runs podman, which says nothing of its own but errors: it speaks where containers do. */
public final class Podman {

  /** crun, podman's own choice, does not start everywhere where runc does. */
  private static final List<String> PODMAN =
      List.of("podman", "--runtime=runc", "--log-level=error");

  private Podman() {}

  /** The command with these arguments. */
  public static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(PODMAN);
    command.addAll(List.of(arguments));
    return command;
  }

  public static Program.Ending run(String... arguments) {
    return Program.run(Repository.ROOT, command(arguments));
  }

  /** Runs it, expects it to succeed, and returns what it printed. */
  public static List<String> succeed(String... arguments) {
    return expectSuccess(run(arguments)).lines();
  }

  static Program.Ending expectSuccess(Program.Ending ending) {
    if (ending.exitCode() != 0) {
      throw new IllegalStateException("podman failed: " + ending);
    }
    return ending;
  }
}
