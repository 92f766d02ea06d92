package dev.bimgate.gateway.token.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.config.Loopback;
import dev.bimgate.gateway.token.result.KeyFetch;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * OpenID Provider metadata (OpenID Connect Discovery 1.0, 3): the document and the members used
 * from it.
 *
 * @param issuer to the letter: Bimplus serves the document of an issuer on another host
 * @param keysAddress {@code jwks_uri}
 * @param sent the document itself
 */
record DiscoveryDocument(String issuer, URI keysAddress, DocumentFetch.Document sent) {

  /**
   * Parses the document.
   *
   * @param pinned the required issuer, or null
   * @throws KeyFetchException if it is malformed, or its issuer or key address is not acceptable
   */
  static DiscoveryDocument read(DocumentFetch.Document sent, @Nullable String pinned)
      throws KeyFetchException {
    ObjectNode members = KeyFetchException.readObject(sent.body().getBytes());
    String issuer = members.path("issuer").textValue();
    String address = members.path("jwks_uri").textValue();
    if (issuer == null || issuer.isEmpty() || address == null) {
      throw new KeyFetchException(KeyFetch.MALFORMED);
    }
    if (pinned != null && !pinned.equals(issuer)) {
      throw new KeyFetchException(KeyFetch.WRONG_ISSUER);
    }
    return new DiscoveryDocument(issuer, allowed(address), sent);
  }

  /** Whether another document names the same issuer, with its keys at the same address. */
  boolean namesTheSameAs(DiscoveryDocument other) {
    return issuer.equals(other.issuer) && keysAddress.equals(other.keysAddress);
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

  /** Accepts https on any host and http on loopback hosts; no user information. */
  static boolean isAllowed(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || uri.getRawUserInfo() != null) {
      return false;
    }
    return scheme.equals("https") || (scheme.equals("http") && Loopback.isLoopback(uri.getHost()));
  }
}
