package dev.bimgate.deployment.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Repository;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.deployment.peers.Waiting;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bimplus and its issuer have certificates of a private authority, and ask for the gateway's. */
@Tag("real-parts")
@Tag("concurrent")
@SuppressWarnings("NullAway.Init")
class UpstreamTlsIT {

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final String list = "/v2/" + sandbox.teams().get(0) + "/projects";
  private final String token = sandbox.tokens().forUser("user-01");
  private final Path directory;
  private final Authority authority;
  private PrivateUpstream upstream;

  UpstreamTlsIT(@TempDir Path directory) {
    this.directory = directory;
    this.authority = new Authority(directory.resolve("authority"));
  }

  @BeforeEach
  void start() throws IOException {
    upstream = new PrivateUpstream(sandbox, authority, directory);
  }

  @AfterEach
  void stop() {
    upstream.close();
    sandbox.close();
  }

  @Test
  void bothAreVerifiedByThePrivateAuthority() {
    try (RunningGateway gateway = gateway(upstream.settings(authority.certificate()))) {
      gateway.awaitKeys();

      assertThat(Http.get(gateway.url(list), "Bearer " + token).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theCheckOfATokenUsesItToo() throws IOException {
    Files.writeString(directory.resolve("token"), token);
    List<String> command = new ArrayList<>(RunningGateway.java("-Xmx256m"));
    Map<String, String> settings = new LinkedHashMap<>(upstream.settings(authority.certificate()));
    settings.put("bimplus.oidc.any-audience", "true");
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(
        List.of("-jar", Repository.GATEWAY_JAR.toString(), "--check", "--token-file", "token"));

    Program.Ending ending = Program.run(directory, command);

    assertThat(ending.lines())
        .startsWith("accepted")
        .contains("fetch of the issuer's keys: succeeded");
  }

  @Test
  void withAnotherAuthorityRequestsAre502UntilTheFileNamesTheRightOne() throws IOException {
    Path trusted = directory.resolve("trusted.crt");
    Files.copy(new Authority(directory.resolve("other")).certificate(), trusted);
    Map<String, String> settings = upstream.settings(trusted);
    settings.put("gateway.file-reload-period", "200ms");
    // The issuer's own, so that tokens can be verified.
    upstream
        .settings(authority.certificate())
        .forEach(
            (name, value) -> {
              if (name.startsWith("quarkus.tls.bimplus.")) {
                settings.put(name.replace(".bimplus.", ".issuer."), value);
              }
            });
    try (RunningGateway gateway = gateway(settings)) {
      gateway.awaitKeys();
      HttpResponse<String> before = Http.get(gateway.url(list), "Bearer " + token);
      gateway
          .program()
          .awaitLine(Pattern.compile("WARN .* no connection to Bimplus: .*certification path"));
      Files.copy(authority.certificate(), trusted, StandardCopyOption.REPLACE_EXISTING);
      gateway.program().awaitLine(Pattern.compile("files read again: quarkus\\.tls\\.bimplus$"));

      assertThat(before.statusCode()).isEqualTo(502);
      assertThat(before.body()).contains("urn:bimgate:problem:upstream-unreachable");
      Waiting.until(() -> Http.get(gateway.url(list), "Bearer " + token).statusCode() == 200);
    }
  }

  /** It is for 127.0.0.1; that of the issuer fits. */
  @Test
  void aCertificateForAnotherHostIs502() {
    Map<String, String> settings = upstream.settings(authority.certificate());
    String discovery = settings.get("bimplus.url") + "/.well-known/openid-configuration";
    settings.put("bimplus.oidc.discovery-url", discovery);
    settings.computeIfPresent("bimplus.url", (name, url) -> url.replace("127.0.0.1", "localhost"));
    try (RunningGateway gateway = gateway(settings)) {
      HttpResponse<String> response = Http.get(gateway.url(list), "Bearer " + token);
      gateway.program().awaitLine(Pattern.compile("WARN .* no connection to Bimplus: .*localhost"));

      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body()).contains("urn:bimgate:problem:upstream-unreachable");
    }
  }

  private RunningGateway gateway(Map<String, String> settings) {
    return RunningGateway.packaged(sandbox, directory, settings);
  }
}
