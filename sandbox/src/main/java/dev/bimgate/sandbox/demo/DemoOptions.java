package dev.bimgate.sandbox.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The options of the demo.
 *
 * @param once whether it ends after the walk
 * @param gatewayJar the packaged gateway
 * @param image a container image to run under podman in place of the packaged gateway, or none
 * @param log the file for the gateway's output
 */
record DemoOptions(boolean once, Path gatewayJar, Optional<String> image, Path log) {

  static final String USAGE =
      "usage: demo [--once] [--gateway-jar <quarkus-run.jar> | --image <name>]";

  static DemoOptions parse(String[] args) {
    DemoOptions options =
        new DemoOptions(
            false,
            Path.of("gateway", "target", "quarkus-app", "quarkus-run.jar"),
            Optional.empty(),
            Path.of("target", "demo-gateway.log"));
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--once")) {
        options = new DemoOptions(true, options.gatewayJar, options.image, options.log);
      } else if (args[i].equals("--gateway-jar") && i + 1 < args.length) {
        options = new DemoOptions(options.once, Path.of(args[++i]), options.image, options.log);
      } else if (args[i].equals("--image") && i + 1 < args.length) {
        options =
            new DemoOptions(options.once, options.gatewayJar, Optional.of(args[++i]), options.log);
      } else {
        throw new IllegalArgumentException(args[i] + " is no option, or lacks its value");
      }
    }
    return options;
  }
}
