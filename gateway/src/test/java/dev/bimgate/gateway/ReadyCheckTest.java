package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The health command: its exit code is the readiness of the gateway beside it. */
class ReadyCheckTest {

  private final MainProcess main;
  private HttpServer management;

  ReadyCheckTest(@TempDir Path directory) {
    this.main = new MainProcess(directory);
  }

  @BeforeEach
  void listen() throws IOException {
    management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    management.start();
  }

  @AfterEach
  void close() {
    management.stop(0);
  }

  @Test
  void aReadyGatewayIsZero() throws Exception {
    respond(200);

    assertThat(check()).isZero();
  }

  @Test
  void aGatewayThatShutsDownIsOne() throws Exception {
    respond(503);

    assertThat(check()).isEqualTo(1);
  }

  @Test
  void aGatewayThatDoesNotListenIsOne() throws Exception {
    management.stop(0);

    assertThat(check()).isEqualTo(1);
  }

  private void respond(int status) {
    management.createContext(
        "/q/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
  }

  /** Runs with the settings of the gateway, as in its container. */
  private int check() throws Exception {
    String port = String.valueOf(management.getAddress().getPort());
    return main.run(Map.of("QUARKUS_MANAGEMENT_PORT", port), List.of(), List.of("--ready"))
        .exitCode();
  }
}
