package dev.bimgate.benchmarks.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts bare servers, each in a JVM of its own, on the jars of the packaged gateway, with its heap
 * and its Netty properties.
 */
public final class BareProcess {

  /** What Quarkus sets for Netty and Vert.x in its own JVM. */
  private static final List<String> AS_QUARKUS_SETS =
      List.of(
          "-Dio.netty.leakDetection.level=DISABLED",
          "-Dio.netty.allocator.maxOrder=3",
          "-Dvertx.disableTCCL=true");

  private BareProcess() {}

  /** JVM arguments: a port with TLS as well. */
  public static List<String> tls(int port, Certificate certificate) {
    return List.of(
        "-D" + BareServer.TLS_PORT + "=" + port,
        "-D" + BareServer.CERTIFICATE + "=" + certificate.file(),
        "-D" + BareServer.CERTIFICATE_KEY + "=" + certificate.key());
  }

  /** Starts one on a core, and returns once it listens. */
  public static ServerProcess startOn(
      int core, String name, int port, List<String> jvmArguments, BareAnswer... answers)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(GatewayServer.HEAP));
    command.addAll(AS_QUARKUS_SETS);
    command.addAll(jvmArguments);
    command.addAll(
        List.of(
            "-cp",
            Repository.ownClasses() + ":" + Repository.gatewayLibraries() + "/*",
            BareServer.class.getName(),
            Integer.toString(port)));
    for (int i = 0; i < answers.length; i++) {
      Path file = Files.createDirectories(Repository.runDirectory()).resolve(name + ".answer-" + i);
      answers[i].write(file);
      command.add(file.toString());
    }
    ServerProcess server = ServerProcess.startOn(core, name, command);
    server.awaitPort(port);
    return server;
  }
}
