package dev.bimgate.deployment.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.wire.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bimplus and its issuer are reached through Tinyproxy, by {@code CONNECT} (RFC 9110, section
 * 9.3.6).
 */
@Tag("real-parts")
@Tag("concurrent")
@SuppressWarnings("NullAway.Init")
class ForwardProxyIT {

  private static final String USERNAME_SETTING = "quarkus.proxy.bimplus.username";
  private static final String PASSWORD_SETTING = "quarkus.proxy.bimplus.password";
  private static final String PASSWORD = "proxy-password-of-this-test";

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final String list = "/v2/" + sandbox.teams().get(0) + "/projects";
  private final String bearer = "Bearer " + sandbox.tokens().forUser("user-01");
  private final int proxyPort = Listener.freePort();
  private final Path directory;
  private final Authority authority;
  private PrivateUpstream upstream;
  private Program proxy;

  ForwardProxyIT(@TempDir Path directory) {
    this.directory = directory;
    this.authority = new Authority(directory.resolve("authority"));
  }

  @BeforeEach
  void start() throws IOException {
    upstream = new PrivateUpstream(sandbox, authority, directory);
    Path file =
        Files.writeString(
            directory.resolve("tinyproxy.conf"),
            """
            Port %d
            Listen 127.0.0.1
            Timeout 60
            Allow 127.0.0.1
            BasicAuth gateway %s
            LogLevel Info
            """
                .formatted(proxyPort, PASSWORD));
    proxy = Program.start(directory, List.of("tinyproxy", "-d", "-c", file.toString()));
    proxy.awaitLine(Pattern.compile("Starting main loop"));
  }

  @AfterEach
  void stop() {
    proxy.close();
    upstream.close();
    sandbox.close();
  }

  @Test
  void callsToBimplusAndTheIssuerGoThroughIt() {
    try (RunningGateway gateway = gateway(throughProxy(PASSWORD))) {
      gateway.awaitKeys();
      String connect = "CONNECT 127.0.0.1:" + upstream.port();
      proxy.awaitLine(Pattern.compile(connect));
      long toIssuer = connects(connect);

      assertThat(Http.get(gateway.url(list), bearer).statusCode()).isEqualTo(200);
      assertThat(connects(connect)).isGreaterThan(toIssuer);
    }
  }

  private long connects(String text) {
    return proxy.lines().stream().filter(line -> line.contains(text)).count();
  }

  @Test
  void credentialsThatItRejectsAre502AndAreNotLogged() {
    Map<String, String> settings = throughProxy(PASSWORD);
    settings.putAll(forIssuer());
    settings.put(PASSWORD_SETTING, "another-" + PASSWORD);
    try (RunningGateway gateway = gateway(settings)) {
      gateway.awaitKeys();
      HttpResponse<String> response = Http.get(gateway.url(list), bearer);
      gateway
          .program()
          .awaitLine(Pattern.compile("WARN .* no connection to Bimplus: .*status: 401"));

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body())
          .contains("urn:bimgate:problem:upstream-unreachable")
          .doesNotContain("401");
      assertThat(gateway.program().lines()).noneMatch(line -> line.contains(PASSWORD));
    }
  }

  @Test
  void withoutCredentialsNoKeysAreFetchedWhichIs503() {
    Map<String, String> settings = throughProxy(PASSWORD);
    settings.keySet().removeAll(Set.of(USERNAME_SETTING, PASSWORD_SETTING));
    try (RunningGateway gateway =
        RunningGateway.packagedWithoutKeys(sandbox, directory, settings)) {
      gateway
          .program()
          .awaitLine(Pattern.compile("WARN .* no connection to issuer: .*status: 407"));

      HttpResponse<String> response = Http.get(gateway.url(list), bearer);

      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.body()).contains("urn:bimgate:problem:keys-unavailable");
    }
  }

  @Test
  void oneThatHangsOrIsAwayIs502() throws IOException {
    int port = Listener.freePort();
    Map<String, String> settings = throughProxy(PASSWORD);
    settings.putAll(forIssuer());
    settings.put("bimplus.connect-timeout", "500ms");
    settings.put("quarkus.proxy.bimplus.port", String.valueOf(port));
    try (RunningGateway gateway = gateway(settings)) {
      gateway.awaitKeys();
      int hanging;
      try (ServerSocket silent = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
        hanging = Http.get(gateway.url(list), bearer).statusCode();
        gateway
            .program()
            .awaitLine(Pattern.compile("WARN .* no connection to Bimplus: .*time-?out"));
      }
      int away = Http.get(gateway.url(list), bearer).statusCode();

      assertThat(List.of(hanging, away)).containsOnly(502);
    }
  }

  /** The same proxy for the issuer alone, with the right credentials. */
  private Map<String, String> forIssuer() {
    return Map.of(
        "quarkus.proxy.issuer.host",
        "127.0.0.1",
        "quarkus.proxy.issuer.port",
        String.valueOf(proxyPort),
        "quarkus.proxy.issuer.username",
        "gateway",
        "quarkus.proxy.issuer.password",
        PASSWORD);
  }

  private Map<String, String> throughProxy(String password) {
    Map<String, String> settings = upstream.settings(authority.certificate());
    settings.put("quarkus.proxy.bimplus.host", "127.0.0.1");
    settings.put("quarkus.proxy.bimplus.port", String.valueOf(proxyPort));
    settings.put(USERNAME_SETTING, "gateway");
    settings.put(PASSWORD_SETTING, password);
    return settings;
  }

  private RunningGateway gateway(Map<String, String> settings) {
    return RunningGateway.packaged(sandbox, directory, settings);
  }
}
