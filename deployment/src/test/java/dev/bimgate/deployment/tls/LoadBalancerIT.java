package dev.bimgate.deployment.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.Listener;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** HAProxy speaks HTTP/2 to the gateway: without TLS by prior knowledge, and with it by ALPN. */
@Tag("real-parts")
@Tag("concurrent")
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class LoadBalancerIT {

  /** On loopback, and not the load balancer's. */
  private static final String CLIENT = "127.0.0.2";

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final String list = "/v2/" + sandbox.teams().get(0) + "/projects";
  private final String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
  private final int clearPort = Listener.freePort();
  private final int tlsPort = Listener.freePort();
  private RunningGateway clear;
  private RunningGateway tls;
  private Program proxy;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    Authority authority = new Authority(directory.resolve("authority"));
    Authority.Pair pair = authority.sign("gateway");
    clear =
        RunningGateway.packaged(sandbox, directory, Map.of("gateway.trusted-proxies", "127.0.0.1"));
    tls =
        RunningGateway.packaged(
            sandbox,
            directory,
            Map.of(
                "gateway.trusted-proxies", "127.0.0.1",
                "quarkus.http.insecure-requests", "disabled",
                "quarkus.http.ssl-port", "0",
                "quarkus.http.tls-configuration-name", "server",
                "quarkus.tls.server.key-store.pem.0.cert", pair.cert().toString(),
                "quarkus.tls.server.key-store.pem.0.key", pair.key().toString()));
    proxy =
        Haproxy.start(
            directory,
            """
            listen clear
                bind 127.0.0.1:%d
                server gateway %s proto h2
            listen tls
                bind 127.0.0.1:%d
                server gateway %s ssl verify required ca-file %s alpn h2 proto h2
            """
                .formatted(
                    clearPort,
                    clear.traffic().getAuthority(),
                    tlsPort,
                    tls.traffic().getAuthority(),
                    authority.certificate()));
    clear.awaitKeys();
    tls.awaitKeys();
  }

  @AfterAll
  void stop() {
    proxy.close();
    clear.close();
    tls.close();
    sandbox.close();
  }

  @Test
  void listsAreServedByPriorKnowledge() {
    assertThat(secondRead(clearPort).headers().firstValue("Cache-Status").orElseThrow())
        .contains("; hit");
  }

  @Test
  void listsAreServedByAlpn() {
    assertThat(secondRead(tlsPort).headers().firstValue("Cache-Status").orElseThrow())
        .contains("; hit");
  }

  @Test
  void theClientIsTheOneThatTheLoadBalancerNames(@TempDir Path directory) {
    logIn(directory, clearPort);
    logIn(directory, tlsPort);

    Pattern rejected = Pattern.compile("status=401 .*client=" + Pattern.quote(CLIENT) + "( |$)");
    clear.program().awaitLine(rejected);
    tls.program().awaitLine(rejected);
  }

  /** Claims another address, as a client that does not want its own to count. */
  private static void logIn(Path directory, int port) {
    Program.run(
        directory,
        List.of(
            "curl",
            "--silent",
            "--interface",
            CLIENT,
            "--header",
            "X-Forwarded-For: 203.0.113.7",
            "http://127.0.0.1:" + port + "/v2/teams"));
  }

  private HttpResponse<String> secondRead(int port) {
    URI url = URI.create("http://127.0.0.1:" + port + list);
    Http.get(url, bearer);
    return Http.get(url, bearer);
  }
}
