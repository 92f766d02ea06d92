package dev.bimgate.sandbox.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of the demo.
 *
 * @param once whether it ends after the walk
 * @param peers whether two gateways are walked through, connected by a Valkey
 * @param web whether the sample page is served for a browser
 * @param gatewayJar the packaged gateway
 * @param image a container image to run under podman in place of the packaged gateway, or none
 * @param log the file for the gateway's output
 */
record DemoOptions(
    boolean once, boolean peers, boolean web, Path gatewayJar, Optional<String> image, Path log) {

  static final String USAGE =
      "usage: demo [--once] [--peers | --web] [--gateway-jar <quarkus-run.jar> | --image <name>]";

  static DemoOptions parse(String[] args) {
    boolean once = false;
    boolean peers = false;
    boolean web = false;
    Path gatewayJar = Path.of("gateway", "target", "quarkus-app", "quarkus-run.jar");
    Optional<String> image = Optional.empty();
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--once")) {
        once = true;
      } else if (args[i].equals("--peers")) {
        peers = true;
      } else if (args[i].equals("--web")) {
        web = true;
      } else if (args[i].equals("--gateway-jar") && i + 1 < args.length) {
        gatewayJar = Path.of(args[++i]);
      } else if (args[i].equals("--image") && i + 1 < args.length) {
        image = Optional.of(args[++i]);
      } else {
        throw new IllegalArgumentException(args[i] + " is no option, or lacks its value");
      }
    }
    if (peers && image.isPresent()) {
      throw new IllegalArgumentException("--peers runs the packaged gateway, and no image");
    }
    if (peers && web) {
      throw new IllegalArgumentException("--peers and --web are two demos: name one");
    }
    return new DemoOptions(
        once, peers, web, gatewayJar, image, Path.of("target", "demo-gateway.log"));
  }

  /** The same with another file for the output. */
  DemoOptions withLog(Path other) {
    return new DemoOptions(once, peers, web, gatewayJar, image, other);
  }
}
