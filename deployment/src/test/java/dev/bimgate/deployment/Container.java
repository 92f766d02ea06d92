package dev.bimgate.deployment;

import dev.bimgate.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The gateway in a container of podman: read-only, as nobody, with 256 MB and not a byte of swap.
 *
 * <p>It shares the network of the host, since Bimplus on plain http is accepted on loopback only.
 *
 * @param name by which podman knows it
 */
record Container(String name, RunningGateway gateway) implements AutoCloseable {

  /**
   * crun, podman's own choice, does not start everywhere where runc does; and of podman itself we
   * want to hear errors only, since it speaks where the gateway does.
   */
  private static final List<String> PODMAN =
      List.of("podman", "--runtime=runc", "--log-level=error");

  private static final String IMAGE = "localhost/bimplus-gateway-under-test";

  /** Builds the image from the Containerfile and what is packaged. */
  static void buildImage(String baseImage) {
    expectSuccess(
        Program.run(
            Repository.ROOT,
            List.of(
                "deployment/build-image",
                IMAGE,
                "--pull=never",
                "--build-arg=BASE_IMAGE=" + baseImage)));
  }

  /** Starts one in front of the sandbox, and returns once it listens. */
  static Container start(Sandbox sandbox) {
    return start(sandbox, Map.of());
  }

  /** Starts one with more settings, or variables of its JVM. */
  static Container start(Sandbox sandbox, Map<String, String> more) {
    String name = "bimplus-gateway-" + UUID.randomUUID();
    List<String> command = runCommand("--name=" + name);
    Map<String, String> settings = RunningGateway.settings(sandbox);
    settings.putAll(more);
    settings.forEach((setting, value) -> command.add("--env=" + variable(setting) + "=" + value));
    command.add(IMAGE);
    return new Container(name, RunningGateway.started(Program.start(Repository.ROOT, command)));
  }

  /** Runs one to its end with these arguments to the gateway and no settings. */
  static Program.Ending run(String... arguments) {
    List<String> command = runCommand();
    command.add(IMAGE);
    command.addAll(List.of(arguments));
    return Program.run(Repository.ROOT, command);
  }

  /** What podman tells of it, by a Go template. */
  String inspect(String template) {
    return expectSuccess(podman("inspect", "--format=" + template, name)).lines().get(0);
  }

  /** Runs a program inside. */
  Program.Ending exec(String... command) {
    List<String> arguments = new ArrayList<>(List.of("exec", name));
    arguments.addAll(List.of(command));
    return podman(arguments.toArray(String[]::new));
  }

  /** Changes what it may take while it runs, such as {@code --cpus=0.1}. */
  void update(String limit) {
    expectSuccess(podman("update", limit, name));
  }

  /** Asks it to end, waits until it has, and returns how. */
  Program.Ending stop() {
    expectSuccess(podman("stop", "--time=60", name));
    return gateway.program().awaitEnd();
  }

  @Override
  public void close() {
    podman("rm", "--force", "--ignore", name);
    gateway.close();
  }

  private static List<String> runCommand(String... options) {
    List<String> command = new ArrayList<>(PODMAN);
    command.addAll(List.of("run", "--rm", "--network=host", "--read-only", "--tmpfs=/tmp"));
    command.addAll(List.of("--memory=256m", "--memory-swap=256m", "--cap-drop=all"));
    command.addAll(List.of(options));
    return command;
  }

  private static Program.Ending podman(String... arguments) {
    List<String> command = new ArrayList<>(PODMAN);
    command.addAll(List.of(arguments));
    return Program.run(Repository.ROOT, command);
  }

  private static Program.Ending expectSuccess(Program.Ending ending) {
    if (ending.exitCode() != 0) {
      throw new IllegalStateException("podman failed: " + ending);
    }
    return ending;
  }

  private static String variable(String setting) {
    return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
