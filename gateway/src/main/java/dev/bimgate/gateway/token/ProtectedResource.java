package dev.bimgate.gateway.token;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The API as its clients know it: the resource that their tokens are for (RFC 9728).
 *
 * @param identifier the base of the API below the public URL; null when that is not known
 * @param metadataAddress where its metadata are, as clients see it; null when there are none
 * @param metadataPaths the paths at which the gateway answers with them
 */
public record ProtectedResource(
    @Nullable String identifier, @Nullable String metadataAddress, Set<String> metadataPaths) {

  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
  private static final String API = "/v2";

  /**
   * The resource below a public URL.
   *
   * <p>Its well-known path stands between host and path (RFC 9728, section 3.1), so a prefix of the
   * public URL comes after it. A proxy that adds the prefix may take it away again or leave it.
   */
  public static ProtectedResource of(Optional<URI> publicUrl) {
    if (publicUrl.isEmpty()) {
      return new ProtectedResource(null, null, Set.of());
    }
    URI url = publicUrl.get();
    String prefix = url.getRawPath().replaceFirst("/+$", "");
    String server = url.getScheme() + "://" + url.getRawAuthority();
    String path = WELL_KNOWN + prefix + API;
    return new ProtectedResource(
        server + prefix + API,
        server + path,
        prefix.isEmpty() ? Set.of(path) : Set.of(path, WELL_KNOWN + API));
  }
}
