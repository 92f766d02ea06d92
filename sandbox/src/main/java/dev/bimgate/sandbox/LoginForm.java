package dev.bimgate.sandbox;

import dev.bimgate.sandbox.wire.Answer;
import dev.bimgate.sandbox.wire.Form;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The authorization endpoint: a form for name and password, and a code for a user who fills it in
 * (RFC 6749, section 4.1), which needs PKCE with S256 (RFC 7636). It redirects to loopback alone.
 */
final class LoginForm {

  private static final Pattern LOOPBACK =
      Pattern.compile("http://(127[.]0[.]0[.]1|localhost)(:\\d+)?/.*");

  private static final String HTML =
      """
      <!doctype html>
      <title>Log in to the sandbox</title>
      <p>%s</p>
      <form method="post" action="%s">
        <label>User <input name="username" autofocus></label>
        <label>Password <input name="password" type="password"></label>
        <button>Log in</button>
      </form>
      """;

  private final URI issuer;
  private final World world;
  private final Map<String, Code> codes = new ConcurrentHashMap<>();

  LoginForm(URI issuer, World world) {
    this.issuer = issuer;
    this.world = world;
  }

  /** The user who logged in, and the authorization request for which they did. */
  record Code(Account account, Form request) {

    /** Whether a token request belongs to the authorization request (RFC 7636, section 4.6). */
    boolean isFor(String client, Form tokenRequest) {
      return request.getOrEmpty("client_id").equals(client)
          && request.getOrEmpty("redirect_uri").equals(tokenRequest.getOrEmpty("redirect_uri"))
          && request
              .getOrEmpty("code_challenge")
              .equals(challenge(tokenRequest.getOrEmpty("code_verifier")));
    }
  }

  /** The form for an authorization request with that target. */
  Answer show(String target) {
    Form request = request(target);
    boolean isValid =
        request.getOrEmpty("response_type").equals("code")
            && request.getOrEmpty("code_challenge_method").equals("S256")
            && LOOPBACK.matcher(request.getOrEmpty("redirect_uri")).matches();
    return isValid
        ? page(200, "Log in with a user of the sandbox.", target)
        : page(400, "Needed: response_type=code, PKCE with S256, a loopback redirect_uri.", "#");
  }

  /** A redirect with a code to the app, or the form again. */
  Answer submit(String target, Form filledIn) {
    Answer form = show(target);
    Account account = world.findAccount(filledIn.getOrEmpty("username"));
    if (form.status() != 200) {
      return form;
    }
    if (account == null || !account.password().equals(filledIn.getOrEmpty("password"))) {
      return page(200, "Invalid username or password.", target);
    }
    Form request = request(target);
    String code = UUID.randomUUID().toString();
    codes.put(code, new Code(account, request));
    String redirect = request.getOrEmpty("redirect_uri");
    String query =
        "code=%s&state=%s&iss=%s"
            .formatted(code, encoded(request.getOrEmpty("state")), encoded(issuer.toString()));
    return new Answer(
        302,
        Map.of("Location", redirect + (redirect.contains("?") ? "&" : "?") + query),
        Buffer.buffer());
  }

  /** What the code was given for; it counts once. */
  @Nullable Code redeem(String code) {
    return codes.remove(code);
  }

  private static Form request(String target) {
    return Form.parse(target.substring(target.indexOf('?') + 1));
  }

  private Answer page(int status, String text, String target) {
    String action = issuer.resolve(target).toString().replace("&", "&amp;").replace("\"", "%22");
    return new Answer(
        status,
        Map.of("Content-Type", "text/html; charset=utf-8"),
        Buffer.buffer(HTML.formatted(text, action)));
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
