package dev.bimgate.client.app;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.FaultKind;
import dev.bimgate.sandbox.wire.RecordedRequest;
import io.vertx.core.json.JsonObject;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;

/** A plain Java program before a sandbox: no Quarkus application runs. */
abstract class SandboxFixture {

  static final String USER = "user-01";

  final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  final String team = sandbox.teams().get(0);
  private final GatewayClient client =
      GatewayClient.builder(sandbox.apiUrl()).tokens(tokensOf(USER)).build();

  @AfterEach
  void close() {
    client.close();
    sandbox.close();
  }

  /** The calls of {@link #USER}, or of another user over the same connections. */
  BlockingGatewayClient bimplus(TokenSupplier tokens) {
    return client.withTokens(tokens).blocking();
  }

  BlockingGatewayClient bimplus() {
    return client.blocking();
  }

  GatewayClient client() {
    return client;
  }

  TokenSupplier tokensOf(String user) {
    return TokenSupplier.of(sandbox.tokens().forUser(user));
  }

  void respond(Predicate<RecordedRequest> condition, int status, JsonObject headers, String body) {
    sandbox
        .bimplus()
        .faults()
        .add(
            condition,
            FaultKind.STATUS.with("status", status, "fields", headers, "body", body),
            Integer.MAX_VALUE);
  }
}
