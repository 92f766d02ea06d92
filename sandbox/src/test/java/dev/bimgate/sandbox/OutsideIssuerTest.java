package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A fake Bimplus with an issuer that is not the sandbox's own; here, another sandbox's. */
class OutsideIssuerTest {

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Client client = new Client(sandbox);
  private final Sandbox outside = Sandbox.start(SandboxOptions.defaults().withSeed(2));

  @AfterEach
  void stop() {
    sandbox.close();
    outside.close();
  }

  @Test
  void aTokenOfTheOutsideIssuerCountsAsTheUserOfThatName() {
    sandbox.bimplus().takeTokensOf(outside.issuerUrl());

    assertThat(client.get("/teams", outside.tokens().forUser("user-02")).body())
        .isEqualTo(client.get("/teams", sandbox.tokens().forUser("user-02")).body());
  }

  @Test
  void aKeyThatCameLaterIsFound() {
    sandbox.bimplus().takeTokensOf(outside.issuerUrl());
    client.get("/teams", outside.tokens().forUser("user-02"));
    outside.tokens().rotateKeys();

    assertThat(client.get("/teams", outside.tokens().forUser("user-02")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void withoutItTheTokenDoesNotCount() {
    assertThat(client.get("/teams", outside.tokens().forUser("user-02")).statusCode())
        .isEqualTo(401);
  }

  @Test
  void theDiscoveryDocumentIsThatOfTheOutsideIssuer() {
    sandbox.bimplus().takeTokensOf(outside.issuerUrl());

    assertThat(
            client
                .json(URI.create(sandbox.apiUrl() + "/.well-known/openid-configuration"))
                .getString("issuer"))
        .isEqualTo(outside.issuerUrl().toString());
  }
}
