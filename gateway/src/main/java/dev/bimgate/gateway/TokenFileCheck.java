package dev.bimgate.gateway;

import dev.bimgate.client.BimplusClient;
import dev.bimgate.gateway.config.BimplusSettings;
import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.config.SettingsSources;
import dev.bimgate.gateway.config.TlsFiles;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.token.TokenCheck;
import dev.bimgate.gateway.token.TokenGate;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import dev.bimgate.gateway.token.legacy.LegacyAuthenticator;
import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.TokenEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.proxy.runtime.config.ProxyConfig;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code --check --token-file}: reports how the gateway would judge the token in a file, with keys
 * fetched as it would fetch them. Prints neither the token nor its user.
 */
final class TokenFileCheck {

  /** Four times the longest token that is ever accepted. */
  private static final int MAX_BYTES = 32_768;

  private final InstantSource clock = InstantSource.system();
  private final GatewayProducers parts;
  private final TokenProducers tokenProducers;

  private final OutboundConnections outbound;

  private TokenFileCheck(
      BimplusSettings bimplus, GatewaySettings gateway, OutboundConnections outbound) {
    this.outbound = outbound;
    this.parts = new GatewayProducers(bimplus, gateway);
    this.tokenProducers = new TokenProducers(bimplus, gateway);
  }

  /** Uses these settings, which must be free of mistakes. */
  static TokenFileCheck by(SmallRyeConfig config) {
    Map<String, TlsFiles> certificates = TlsFiles.all(config);
    return new TokenFileCheck(
        SettingsSources.settings(config, BimplusSettings.class),
        SettingsSources.settings(config, GatewaySettings.class),
        new OutboundConnections(
            name -> Optional.ofNullable(certificates.get(name)).map(TlsFiles::options),
            name -> TlsFiles.setsProtocols(config, name),
            SettingsSources.named(config, ProxyConfig.class)));
  }

  /**
   * The token in the file.
   *
   * @throws IOException with a message for the operator if the content cannot be a token
   */
  static String read(String file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException | InvalidPathException unreadable) {
      throw new IOException("token file: cannot be read", unreadable);
    }
    if (bytes.length > MAX_BYTES) {
      throw new IOException("token file: is longer than any token; give a file with a token alone");
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.isBlank()) {
      throw new IOException("token file: is empty");
    }
    return text;
  }

  /** Judges the token as the gateway would; waits half a minute at most. */
  TokenCheck.Verdict verdict(String text) {
    Vertx vertx = Vertx.vertx(options());
    try {
      return verdict(text, vertx);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private TokenCheck.Verdict verdict(String text, Vertx vertx) {
    TokenPolicy rules = tokenProducers.rules();
    FirstFetch fetch = new FirstFetch();
    BimplusClient client =
        parts.client(vertx, new SimpleMeterRegistry(), parts.nanoClock(), outbound);
    LegacyAuthenticator legacy =
        tokenProducers.legacyLogins(tokenProducers.legacyCutoff(), client, clock, fetch);
    try (IssuerKeys keys = tokenProducers.keys(vertx, rules, fetch, outbound);
        TokenGate gate =
            new TokenGate(rules, keys, legacy, tokenProducers.gateOptions(), clock, fetch)) {
      keys.start();
      // The issuer is known only then: before, a token of another issuer is rejected by its key
      // alone.
      KeyFetch ended = fetch.end.join();
      TokenCheck.Verdict verdict = new TokenCheck(gate, rules, clock).verdict(text).join();
      List<String> lines = new ArrayList<>(verdict.lines());
      lines.add("fetch of the issuer's keys: " + Labels.of(ended));
      return new TokenCheck.Verdict(verdict.accepted(), lines);
    } finally {
      client.close();
    }
  }

  /** Waits for the first fetch of keys to end, well or not. */
  private static final class FirstFetch implements TokenEvents {

    private final CompletableFuture<KeyFetch> end = new CompletableFuture<>();

    @Override
    public void keysFetched(KeyFetch result) {
      end.complete(result);
    }
  }

  /** One loop, nothing on disk. */
  private static VertxOptions options() {
    FileSystemOptions files =
        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(2)
        .setFileSystemOptions(files);
  }
}
