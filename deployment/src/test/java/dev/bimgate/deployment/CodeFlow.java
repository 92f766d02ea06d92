package dev.bimgate.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser's login: authorization code with PKCE (RFC 7636), through Keycloak's own form. */
public final class CodeFlow {

  private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");
  private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");
  private static final String REDIRECT = "http://127.0.0.1/done";
  private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789";

  private final Keycloak keycloak;
  private final String client;

  CodeFlow(Keycloak keycloak, String client) {
    this.keycloak = keycloak;
    this.client = client;
  }

  /** Logs in and returns what the code is worth. */
  JsonNode logIn(String user, String password) {
    return keycloak.grant(
        "grant_type",
        "authorization_code",
        "client_id",
        client,
        "code",
        code(user, password),
        "redirect_uri",
        REDIRECT,
        "code_verifier",
        VERIFIER);
  }

  private String code(String user, String password) {
    String query =
        Keycloak.form(
            "response_type",
            "code",
            "client_id",
            client,
            "redirect_uri",
            REDIRECT,
            "scope",
            "openid",
            "code_challenge",
            challenge(),
            "code_challenge_method",
            "S256");
    URI address = URI.create(keycloak.endpoint("auth") + "?" + query);
    return first(CODE, redirect(address, user, password).toString());
  }

  /**
   * Fills in the form of an authorization request, also of the sandbox, and returns the address
   * that it leads to.
   */
  public static URI redirect(URI address, String user, String password) {
    HttpResponse<String> page = Http.send(HttpRequest.newBuilder(address), BodyHandlers.ofString());
    HttpRequest.Builder filledIn =
        HttpRequest.newBuilder(URI.create(first(FORM, page.body()).replace("&amp;", "&")))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", cookies(page))
            .POST(BodyPublishers.ofString(Keycloak.form("username", user, "password", password)));
    HttpResponse<String> done = Http.send(filledIn, BodyHandlers.ofString());
    return URI.create(done.headers().firstValue("Location").orElse("nowhere:/"));
  }

  /** By hand: they are Secure, which a browser, but not the JDK, lets pass on loopback. */
  private static String cookies(HttpResponse<?> page) {
    return page.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .collect(Collectors.joining("; "));
  }

  private static String challenge() {
    byte[] digest = Sha256.start().digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in " + text);
    }
    return matcher.group(1);
  }
}
