package dev.bimgate.deployment.clients;

import dev.bimgate.deployment.Repository;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A sandbox, and the packaged gateway in front of it with its defaults, for clients of all kinds:
 * started before the tests of a class, without a list before each of them. Web pages on loopback
 * origins may call. After the last test all traffic must have been as documented.
 */
@SuppressWarnings("NullAway.Init")
final class ClientWorld implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private static final Path DIRECTORY = Repository.ROOT.resolve("deployment/target");
  private static final String LOOPBACK = "/http://127[.]0[.]0[.]1:[0-9]+/";

  private Sandbox sandbox;
  private RecordedGateway gateway;

  @Override
  public void beforeAll(ExtensionContext ofClass) {
    sandbox = Sandbox.start(SandboxOptions.defaults());
    gateway = RecordedGateway.start(sandbox, DIRECTORY, LOOPBACK, Map.of());
    gateway.awaitKeys();
  }

  @Override
  public void beforeEach(ExtensionContext ofTest) {
    gateway.purge(false);
  }

  @Override
  public void afterAll(ExtensionContext ofClass) throws IOException {
    try (Sandbox endedLast = sandbox;
        RecordedGateway ended = gateway) {
      ended.assertAsDocumented(DIRECTORY);
    }
  }

  Sandbox sandbox() {
    return sandbox;
  }

  /** What a client has for the base URL of Bimplus, {@code /v2} included. */
  URI baseUrl() {
    return URI.create(gateway.traffic().url() + "/v2");
  }
}
