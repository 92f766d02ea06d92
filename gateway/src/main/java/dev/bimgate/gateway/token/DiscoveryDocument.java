package dev.bimgate.gateway.token;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.config.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What we take from an OpenID Provider's configuration (OpenID Connect Discovery 1.0, 3).
 *
 * @param issuer exactly as it stands there: Bimplus serves the document of another host's issuer
 * @param keysAddress {@code jwks_uri}
 */
record DiscoveryDocument(String issuer, URI keysAddress) {

  /**
   * Reads the document.
   *
   * @param pinned the issuer that it must name, or null
   * @throws KeyFetchException if it is out of form, or names an issuer or an address it must not
   */
  static DiscoveryDocument read(byte[] document, @Nullable String pinned) throws KeyFetchException {
    ObjectNode members = KeyFetchException.readObject(document);
    String issuer = members.path("issuer").textValue();
    String address = members.path("jwks_uri").textValue();
    if (issuer == null || issuer.isEmpty() || address == null) {
      throw new KeyFetchException(KeyFetch.MALFORMED);
    }
    if (pinned != null && !pinned.equals(issuer)) {
      throw new KeyFetchException(KeyFetch.WRONG_ISSUER);
    }
    return new DiscoveryDocument(issuer, allowed(address));
  }

  private static URI allowed(String address) throws KeyFetchException {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException outOfForm) {
      throw new KeyFetchException(KeyFetch.MALFORMED);
    }
    if (!isAllowed(uri)) {
      throw new KeyFetchException(KeyFetch.FORBIDDEN_ADDRESS);
    }
    return uri;
  }

  /** https everywhere, http on loopback hosts alone; no user information. */
  static boolean isAllowed(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      return false;
    }
    return scheme.equals("https") || (scheme.equals("http") && Loopback.isLoopback(uri.getHost()));
  }
}
