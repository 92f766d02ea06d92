package dev.bimgate.client.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tokens of the sandbox's issuer, which live for five minutes and refresh tokens for one use. */
class OidcTokensTest extends SandboxFixture {

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final List<String> refreshTokens = new ArrayList<>();
  private final Predicate<RecordedRequest> grants = Requests.to(sandbox.tokenEndpoint().getPath());

  @Test
  void clientCredentialsGiveTheTokenOfTheAppsAccount() {
    OidcTokens tokens = service(Tokens.SERVICE_SECRET);

    assertThat(bimplus(tokens).teams().items()).isNotEmpty();
    assertThat(sandbox.recorder().last(Requests.to("/v2/teams")).user())
        .contains("service-account-" + Tokens.SERVICE_CLIENT);
  }

  @Test
  void aRefreshTokenGivesTheTokensOfItsUser() {
    assertThat(bimplus(refreshing()).teams().items()).isNotEmpty();

    assertThat(sandbox.recorder().last(Requests.to("/v2/teams")).user()).contains(USER);
    assertThat(refreshTokens).hasSize(1);
  }

  @Test
  void aTokenIsUsedAgain() {
    OidcTokens tokens = refreshing();

    assertThat(token(tokens, null)).isEqualTo(token(tokens, null));
  }

  @Test
  void aTokenIsReplacedBeforeItExpiresWhileItIsUsed() {
    OidcTokens tokens = refreshing();
    String first = token(tokens, null);
    Gate issuer = sandbox.issuer().faults().holdRequests(grants);
    passes(Duration.ofSeconds(280));

    assertThat(token(tokens, null)).isEqualTo(first);
    issuer.awaitArrivals(1);
    issuer.release();

    assertThat(token(tokens, first)).isNotEqualTo(first);
    assertThat(refreshTokens).hasSize(2);
  }

  @Test
  void anExpiredTokenIsNotUsed() {
    OidcTokens tokens = refreshing();
    String first = token(tokens, null);
    passes(Duration.ofMinutes(5));

    assertThat(token(tokens, null)).isNotEqualTo(first);
  }

  @Test
  void aRejectedTokenIsReplacedAtOnce() {
    OidcTokens tokens = refreshing();
    String first = token(tokens, null);

    String second = token(tokens, first);

    assertThat(second).isNotEqualTo(first);
    assertThat(token(tokens, first)).as("asked by a slower call").isEqualTo(second);
  }

  @Test
  void callsThatNeedATokenShareOneRequest() {
    OidcTokens tokens = refreshing();
    int before = sandbox.recorder().count(grants);
    Gate issuer = sandbox.issuer().faults().holdRequests(grants);

    CompletableFuture<String> first = tokens.token(null).subscribeAsCompletionStage();
    CompletableFuture<String> second = tokens.token(null).subscribeAsCompletionStage();
    CompletableFuture<String> leaving = tokens.token(null).subscribeAsCompletionStage();
    issuer.awaitArrivals(1);
    leaving.cancel(true);
    issuer.release();

    assertThat(first.join()).isEqualTo(second.join());
    assertThat(sandbox.recorder().count(grants)).isEqualTo(before + 1);
  }

  @Test
  void aRejectedGrantNamesItsCode() {
    BimplusException failed = failureOf(service("wrong-secret"));

    assertThat(failed.status()).isEqualTo(401);
    assertThat(failed.oauthError()).isEqualTo("invalid_client");
    assertThat(failed).hasMessageNotContaining("wrong-secret");
  }

  @Test
  void anIssuerThatDoesNotRespondIsCalledAgainByTheNextCall() {
    OidcTokens tokens = refreshing();
    sandbox.issuer().switchOff();

    BimplusException failed = failureOf(tokens);
    sandbox.issuer().switchOn();

    assertThat(failed.status()).isZero();
    assertThat(bimplus(tokens).teams().items()).isNotEmpty();
  }

  @Test
  void secretsAreSentOverTlsOnly() {
    respond(
        Requests.to("/v2/.well-known/openid-configuration"),
        200,
        new JsonObject(),
        "{\"token_endpoint\":\"http://login.example.com/token\"}");

    assertThat(failureOf(refreshing())).hasMessageContaining("no token_endpoint with https");
  }

  @Test
  void theirAddressIsReadOverTlsOnly() {
    OidcClient client = OidcClient.of(URI.create("http://gateway.example.com/v2"), "app");

    assertThat(failureOf(OidcTokens.clientCredentials(client)))
        .hasMessage("The discovery document has to be at an https URL");
  }

  private OidcTokens refreshing() {
    OidcClient client = OidcClient.of(sandbox.apiUrl(), Tokens.DEFAULT_CLIENT);
    return new OidcTokens(client, login(), refreshTokens::add, now::get);
  }

  private OidcTokens service(String secret) {
    OidcClient client = OidcClient.of(sandbox.apiUrl(), Tokens.SERVICE_CLIENT).withSecret(secret);
    return OidcTokens.clientCredentials(client);
  }

  private void passes(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private static String token(OidcTokens tokens, @Nullable String rejected) {
    return tokens.token(rejected).await().atMost(Duration.ofMinutes(1));
  }

  private BimplusException failureOf(OidcTokens tokens) {
    return catchThrowableOfType(BimplusException.class, () -> bimplus(tokens).teams());
  }

  /** The refresh token of a login. */
  private String login() {
    String form =
        "grant_type=password&client_id=%s&username=%s&password=%s"
            .formatted(Tokens.DEFAULT_CLIENT, USER, sandbox.passwordOf(USER));
    return post(sandbox.tokenEndpoint(), form)
        .replaceAll(".*\"refresh_token\":\"([^\"]+)\".*", "$1");
  }

  private static String post(URI address, String form) {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return HttpClient.newHttpClient().sendAsync(request, BodyHandlers.ofString()).join().body();
  }
}
