package dev.bimgate.gateway.token;

import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The protected resource of RFC 9728: the API as clients see it.
 *
 * @param identifier the base of the API below the public URL; null if that is not set
 * @param metadataAddress the URL of its metadata for clients; null if there are none
 * @param metadataPaths the paths at which the gateway serves them
 */
public record ProtectedResource(
    @Nullable String identifier, @Nullable String metadataAddress, Set<String> metadataPaths) {

  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
  private static final String API = "/v2";
  private static final String REALM = "realm=\"bimplus\"";

  /**
   * The resource below a public URL.
   *
   * <p>The well-known path is inserted between host and path (RFC 9728, section 3.1), so a prefix
   * of the public URL follows it. A proxy may strip that prefix or keep it.
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

  /**
   * Adds one challenge for each scheme to a response without accepted credential: no {@code error}
   * where none came (RFC 6750, section 3.1), and the URL of the metadata, if known (RFC 9728,
   * section 5.1).
   */
  public void challenge(MultiMap response, ProblemType type) {
    String error =
        switch (type) {
          case UNAUTHENTICATED -> "";
          case INVALID_REQUEST -> ", error=\"invalid_request\"";
          case INVALID_TOKEN -> ", error=\"invalid_token\"";
          default -> null;
        };
    if (error != null) {
      // A URL holds neither quotation marks nor backslashes.
      String metadata =
          metadataAddress == null ? "" : ", resource_metadata=\"" + metadataAddress + '"';
      response.add("WWW-Authenticate", "Bearer " + REALM + error + metadata);
      response.add("WWW-Authenticate", "BimPlus " + REALM + error + metadata);
    }
  }
}
