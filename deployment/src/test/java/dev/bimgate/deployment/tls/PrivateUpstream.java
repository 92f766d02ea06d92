package dev.bimgate.deployment.tls;

import dev.bimgate.deployment.Program;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.wire.Listener;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bimplus and its issuer behind TLS with a certificate of a private authority: HAProxy in front of
 * a sandbox. It takes no connection without a client certificate of the same authority.
 */
final class PrivateUpstream implements AutoCloseable {

  private static final String KEYS = "/realms/allplan/protocol/openid-connect/certs";

  private final Authority.Pair client;
  private final int port = Listener.freePort();
  private final Program program;

  PrivateUpstream(Sandbox sandbox, Authority authority, Path directory) throws IOException {
    this.client = authority.sign("client");
    Path document =
        Files.writeString(
            directory.resolve("discovery.json"),
            "{\"issuer\":\"%s\",\"jwks_uri\":\"https://127.0.0.1:%d%s\"}"
                .formatted(sandbox.issuerUrl(), port, KEYS));
    this.program =
        Haproxy.start(
            directory,
            """
            frontend upstream
                bind 127.0.0.1:%d ssl crt %s ca-file %s verify required
                http-request return status 200 content-type application/json file %s if { path /v2/.well-known/openid-configuration }
                use_backend issuer if { path_beg /realms/ }
                default_backend bimplus
            backend bimplus
                server sandbox %s
            backend issuer
                server sandbox %s
            """
                .formatted(
                    port,
                    authority.sign("upstream").joined(),
                    authority.certificate(),
                    document,
                    sandbox.apiUrl().getAuthority(),
                    sandbox.issuerUrl().getAuthority()));
  }

  int port() {
    return port;
  }

  /**
   * The settings of a gateway in front of it.
   *
   * @param authority of Bimplus, which the issuer's need not be
   */
  Map<String, String> settings(Path authority) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bimplus.url", URI.create("https://127.0.0.1:" + port + "/v2").toString());
    settings.put("quarkus.tls.bimplus.trust-store.pem.certs", authority.toString());
    settings.put("quarkus.tls.bimplus.key-store.pem.0.cert", client.cert().toString());
    settings.put("quarkus.tls.bimplus.key-store.pem.0.key", client.key().toString());
    return settings;
  }

  @Override
  public void close() {
    program.close();
  }
}
