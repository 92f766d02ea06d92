package dev.bimgate.sandbox;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** One sandbox for all tests of a class; the recorder is empty before each. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class SandboxTest {

  Sandbox sandbox;
  Client client;
  String team;
  String token;

  @BeforeAll
  void startSandbox() {
    sandbox = Sandbox.start(SandboxOptions.defaults().withBudgetPerHour(100_000));
    client = new Client(sandbox);
    team = sandbox.teams().get(0);
    token = sandbox.tokens().forUser("user-01");
  }

  @BeforeEach
  void forgetEarlierTests() {
    sandbox.bimplus().switchOn();
    sandbox.issuer().switchOn();
    sandbox.recorder().clear();
    sandbox.bimplus().faults().clear();
    sandbox.issuer().faults().clear();
  }

  @AfterAll
  void closeSandbox() {
    sandbox.close();
  }
}
