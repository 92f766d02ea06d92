package dev.bimgate.benchmarks.limits;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.Faults;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** A sandbox with users whose budgets suffice, a gateway that is ready, and where figures go. */
record Setup(Sandbox sandbox, GatewayServer gateway, Report report) {

  static Sandbox startSandbox() {
    return Sandbox.start(
        SandboxOptions.defaults()
            .withTokenLifetime(Duration.ofHours(1))
            .withBudgetPerHour(1_000_000));
  }

  /** Its lists have to be loaded often, and its clients' addresses are what they claim. */
  static GatewayServer startGateway(URI api) throws IOException, InterruptedException {
    GatewayServer gateway =
        GatewayServer.start(
            api,
            "-Dgateway.trusted-proxies=127.0.0.1",
            "-Dgateway.cache.projects.fresh-for=1s",
            "-Dgateway.cache.stale-while-revalidate=1s");
    gateway.awaitReady();
    return gateway;
  }

  Faults faults() {
    return sandbox.bimplus().faults();
  }

  /** A path in the team of all users. */
  String inTeam(String rest) {
    return "/v2/" + sandbox.teams().get(0) + rest;
  }

  Visitor visitor(String user) {
    return Visitor.of(gateway, sandbox.tokens().forUser(user));
  }

  /** The connections that calls other than lists and writes hold. */
  double held() throws IOException, InterruptedException {
    return gateway.meter("gateway_upstream_held", "class=\"calls\"");
  }
}
