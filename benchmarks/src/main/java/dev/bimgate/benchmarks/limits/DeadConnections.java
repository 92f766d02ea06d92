package dev.bimgate.benchmarks.limits;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.wire.Fault;
import dev.bimgate.sandbox.wire.Requests;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Reads of twenty users while the twenty connections of the pool are dead, and new ones work. */
final class DeadConnections {

  private final Setup setup;
  private final List<String> users;
  private final Polls polls;

  private DeadConnections(Setup setup) {
    this.setup = setup;
    this.users = setup.sandbox().users();
    this.polls = new Polls(setup, users);
  }

  static void measure(Report report) throws IOException, InterruptedException {
    try (Sandbox sandbox = Setup.startSandbox();
        Relay relay = new Relay(sandbox.apiUrl());
        GatewayServer gateway = Setup.startGateway(relay.api())) {
      new DeadConnections(new Setup(sandbox, gateway, report)).measure(relay);
    }
  }

  private void measure(Relay relay) {
    fillPool();
    setup.sandbox().bimplus().switchOff();
    setup.sandbox().bimplus().switchOn();
    read("closed while idle", 0);
    fillPool();
    relay.kill(Relay.Death.RESET);
    read("reset when used", 0);
    fillPool();
    relay.kill(Relay.Death.SILENCE);
    // A silent connection looks like a slow response: each costs one read.
    read("silent", users.size());
  }

  private void fillPool() {
    setup.faults().add(Requests.callsToBimplus(), new Fault.Delay(500), users.size());
    polls.burst();
  }

  private void read(String death, int goal) {
    Replies reads = polls.resources(Duration.ofSeconds(5)).join();
    setup.report().atMost(death + ": failed of " + reads.size(), reads.failed(), goal);
  }
}
