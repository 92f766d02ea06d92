package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.Ground;
import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.RawConnection.RawHead;
import dev.bimgate.gateway.protocol.HeadCases.HeadCase;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/**
 * An attack on a connection of its own, with a valid credential and a second request behind it that
 * must never be read.
 */
final class Attack {

  /** The second request. */
  static final String SMUGGLED = "/v2/smuggled";

  private final Ground ground;
  private final RawConnection connection;

  Attack(Ground ground, RawConnection connection) {
    this.ground = ground;
    this.connection = connection;
  }

  /** The malformed request gets a problem document, and nothing of the connection is acted on. */
  void isRefusedInWords(HeadCase attack) throws IOException {
    send(attack);

    RawHead response = connection.head();
    String rest = connection.untilClosed();

    assertThat(response.status()).isEqualTo(attack.status());
    assertThat(response.values("Connection")).containsExactly("close");
    assertThat(response.values("Content-Type")).containsExactly("application/problem+json");
    assertThat(response.values("Date")).hasSize(1);
    assertThat(new JsonObject(rest).getString("instance"))
        .isEqualTo("urn:uuid:" + response.values("X-Request-Id").get(0));
    assertThat(ground.calls()).isZero();
  }

  /**
   * The malformed body is rejected, whatever has become of its request by then, and what is behind
   * it is not read.
   */
  void isRefusedInTheMiddle(HeadCase attack) throws IOException {
    send(attack);

    String response = connection.untilClosed();

    assertThat(response).startsWith("HTTP/1.1 " + attack.status() + " ");
    assertThat(response.split("HTTP/1.1 ", -1)).hasSize(2);
    assertThat(ground.callsTo(SMUGGLED)).isZero();
  }

  private void send(HeadCase attack) throws IOException {
    String auth = ground.authorization() + "\r\n";
    String smuggled = "GET " + SMUGGLED + " HTTP/1.1\r\nHost: gateway.test\r\n" + auth + "\r\n";
    connection.send(attack.text().replace("{auth}", auth) + smuggled);
  }
}
