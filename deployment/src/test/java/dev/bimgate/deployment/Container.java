package dev.bimgate.deployment;

import dev.bimgate.sandbox.Sandbox;
import java.nio.file.Path;
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
public record Container(String name, RunningGateway gateway) implements AutoCloseable {

  /** The image that the tests build. */
  public static final String IMAGE = "localhost/bimplus-gateway-under-test";

  /** An image with the JDK whose parts are in the image. */
  static final String JDK_IMAGE =
      System.getProperty("container.jdk-image", "localhost/bimplus-gateway-jdk");

  private static final String[] HEALTH_COMMAND = {
    "java",
    "-Xmx16m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-jar",
    "quarkus-run.jar",
    "--ready"
  };

  /** Whoever waits for another build finds its layers. */
  private static final Path LOCK = Path.of("target/image.lock").toAbsolutePath();

  /** Builds the image from the Containerfile and what is packaged; one test at a time. */
  public static void buildImage() {
    build(IMAGE);
  }

  /** Builds an image with more options of {@code podman build}. */
  public static void build(String image, String... options) {
    List<String> command = new ArrayList<>(List.of("flock", LOCK.toString()));
    command.addAll(List.of("deployment/build-image", image, "--pull=never"));
    command.add("--build-arg=JDK_IMAGE=" + JDK_IMAGE);
    command.addAll(List.of(options));
    Podman.expectSuccess(Program.run(Repository.ROOT, command));
  }

  /** Starts one in front of the sandbox, and returns once it listens. */
  static Container start(Sandbox sandbox) {
    return start(sandbox, Map.of());
  }

  /** Starts one with more settings, or variables of its JVM. */
  static Container start(Sandbox sandbox, Map<String, String> more, String... options) {
    String name = "bimplus-gateway-" + UUID.randomUUID();
    List<String> command = runCommand("--name=" + name);
    command.addAll(List.of(options));
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
    return Podman.succeed("inspect", "--format=" + template, name).get(0);
  }

  /** The process of the gateway, as this machine numbers it. */
  long pid() {
    return Long.parseLong(inspect("{{.State.Pid}}"));
  }

  /** Its file system, as this machine sees it. */
  Path files() {
    return Path.of(Podman.succeed("mount", name).get(0));
  }

  /** Runs a program inside. */
  Program.Ending exec(String... command) {
    List<String> arguments = new ArrayList<>(List.of("exec", name));
    arguments.addAll(List.of(command));
    return Podman.run(arguments.toArray(String[]::new));
  }

  /** Runs the health command of deployment/README.md inside. */
  Program.Ending runHealthCommand() {
    return exec(HEALTH_COMMAND);
  }

  /**
   * Runs {@code jcmd} in a container with a JDK that shares the processes of this one. It waits for
   * the gateway as long as this machine needs.
   */
  List<String> diagnose(String... command) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("run", "--rm", "--network=none", "--pid=container:" + name));
    arguments.addAll(List.of("--user=10001:10001", "--cap-drop=all"));
    arguments.addAll(List.of(JDK_IMAGE, "jcmd", "-J-Dsun.tools.attach.attachTimeout=300000", "1"));
    arguments.addAll(List.of(command));
    return Podman.succeed(arguments.toArray(String[]::new));
  }

  /** Changes what it may take while it runs, such as {@code --cpus=0.1}. */
  void update(String limit) {
    Podman.succeed("update", limit, name);
  }

  /** Asks it to end, waits until it has, and returns how. */
  Program.Ending stop() {
    Podman.succeed("stop", "--time=60", name);
    return gateway.program().awaitEnd();
  }

  @Override
  public void close() {
    Podman.run("rm", "--force", "--ignore", name);
    gateway.close();
  }

  private static List<String> runCommand(String... options) {
    List<String> command = Podman.command("run", "--rm", "--network=host", "--read-only");
    command.addAll(List.of("--tmpfs=/tmp", "--memory=256m", "--memory-swap=256m"));
    command.add("--cap-drop=all");
    command.addAll(List.of(options));
    return command;
  }

  private static String variable(String setting) {
    return setting.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
