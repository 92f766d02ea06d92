package dev.bimgate.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SwitchTest extends SandboxTest {

  @Test
  void switchedOffBimplusRefusesConnectionsUntilSwitchedOn() {
    URI before = sandbox.apiUrl();
    sandbox.bimplus().switchOff();
    assertThatThrownBy(() -> client.get("/teams", token))
        .hasCauseInstanceOf(ConnectException.class);

    sandbox.bimplus().switchOn();

    assertThat(client.get("/teams", token).statusCode()).isEqualTo(200);
    assertThat(sandbox.apiUrl()).isEqualTo(before);
  }

  @Test
  void switchingOffClosesOpenConnections() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.apiUrl().getPort())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
      RecordedRequest request = sandbox.recorder().await(Requests.any());
      sandbox.recorder().awaitEnd(request, Duration.ofSeconds(10));

      sandbox.bimplus().switchOff();

      assertThat(socket.getInputStream().readAllBytes()).asString(US_ASCII).contains(" 404 ");
    } finally {
      sandbox.bimplus().switchOn();
    }
  }

  @Test
  void issuerIsSwitchedByItself() {
    sandbox.issuer().switchOff();
    int status = client.get("/teams", token).statusCode();
    assertThatThrownBy(() -> client.form("grant_type", "password"))
        .hasCauseInstanceOf(ConnectException.class);

    sandbox.issuer().switchOn();

    assertThat(status).isEqualTo(200);
    assertThat(client.form("grant_type", "password").statusCode()).isEqualTo(401);
  }

  @Test
  void switchingTwiceIsSwitchingOnce() {
    sandbox.bimplus().switchOff();
    sandbox.bimplus().switchOff();
    sandbox.bimplus().switchOn();
    sandbox.bimplus().switchOn();

    assertThat(client.get("/teams", token).statusCode()).isEqualTo(200);
  }
}
