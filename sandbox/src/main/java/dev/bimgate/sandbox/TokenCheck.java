package dev.bimgate.sandbox;

import dev.bimgate.sandbox.keys.Jws;
import dev.bimgate.sandbox.keys.KeyRing;
import dev.bimgate.sandbox.keys.OutsideIssuer;
import io.vertx.core.json.JsonObject;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The caller of a request, read from the credential by the fake Bimplus. */
final class TokenCheck {

  private static final Pattern CREDENTIAL =
      Pattern.compile("(?:bearer|bimplus) +([^ ]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern LEGACY = Pattern.compile("[0-9a-fA-F]{32}");
  private static final int REMEMBERED = 10_000;

  private final KeyRing keys;
  private final World world;
  private final LegacyLogins logins;
  private final URI issuer;
  private final Bimplus bimplus;
  private final InstantSource clock;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  TokenCheck(
      KeyRing keys,
      World world,
      LegacyLogins logins,
      URI issuer,
      Bimplus bimplus,
      InstantSource clock) {
    this.keys = keys;
    this.world = world;
    this.logins = logins;
    this.issuer = issuer;
    this.bimplus = bimplus;
    this.clock = clock;
  }

  /** An accepted credential: its account, its app, its expiry. */
  record Asking(Account account, String application, Instant expiresAt) {}

  private record Remembered(Asking asking, int generation) {}

  /** The caller's account, or null when the credential is invalid. */
  @Nullable Asking read(List<String> authorization) {
    if (authorization.size() != 1) {
      return null;
    }
    Matcher credential = CREDENTIAL.matcher(authorization.get(0));
    if (!credential.matches()) {
      return null;
    }
    String token = credential.group(1);
    Asking asking = LEGACY.matcher(token).matches() ? legacy(token) : jwt(token);
    return asking == null || !asking.expiresAt.isAfter(clock.instant()) ? null : asking;
  }

  /** The user's name, if the credential is valid. */
  Optional<String> user(List<String> authorization) {
    try {
      return Optional.ofNullable(read(authorization)).map(asking -> asking.account().name());
    } catch (UncheckedIOException issuerAway) {
      return Optional.empty();
    }
  }

  private @Nullable Asking legacy(String token) {
    LegacyLogins.Login login = logins.find(token);
    return login == null
        ? null
        : new Asking(login.account(), login.applicationId(), login.expiresAt());
  }

  private @Nullable Asking jwt(String token) {
    int generation = keys.generation();
    Remembered known = remembered.get(token);
    if (known != null && known.generation == generation) {
      return known.asking;
    }
    Asking asking = verified(token);
    if (asking != null) {
      if (remembered.size() >= REMEMBERED) {
        remembered.clear();
      }
      remembered.put(token, new Remembered(asking, generation));
    }
    return asking;
  }

  private @Nullable Asking verified(String token) {
    JsonObject claims = Jws.claims(token, keys);
    if (claims != null) {
      return claims.getValue("sub") instanceof String subject
          ? asking(claims, issuer, world.findSubject(subject))
          : null;
    }
    OutsideIssuer outside = bimplus.outsideIssuer();
    JsonObject foreign = outside == null ? null : Jws.claims(token, outside);
    if (outside == null || foreign == null) {
      return null;
    }
    return asking(
        foreign, outside.issuer(), world.findAccount(foreign.getString("preferred_username", "")));
  }

  private static @Nullable Asking asking(JsonObject claims, URI issuer, @Nullable Account account) {
    if (account == null
        || !issuer.toString().equals(claims.getValue("iss"))
        || !"Bearer".equals(claims.getValue("typ"))
        || !(claims.getValue("exp") instanceof Number expiry)) {
      return null;
    }
    return new Asking(
        account, String.valueOf(claims.getValue("azp")), Instant.ofEpochSecond(expiry.longValue()));
  }
}
