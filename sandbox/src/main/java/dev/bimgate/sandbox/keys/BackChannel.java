package dev.bimgate.sandbox.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The back channel from the issuer to an app, past the browser. */
public final class BackChannel {

  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private BackChannel() {}

  /** Posts the token as OpenID Connect Back-Channel Logout 1.0, section 2.5, says. */
  public static int tell(URI to, String logoutToken) {
    String form = "logout_token=" + URLEncoder.encode(logoutToken, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .timeout(LONGEST)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    try {
      return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
