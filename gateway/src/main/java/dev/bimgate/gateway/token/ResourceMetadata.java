package dev.bimgate.gateway.token;

import dev.bimgate.gateway.context.GatewayEndpoint;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.RouteName;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves protected resource metadata (RFC 9728, section 3.2). */
public final class ResourceMetadata {

  private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
  private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET, HttpMethod.HEAD);

  /** Issuers seldom change; while there is none, clients retry after the next key fetch. */
  private static final String FOR_FIVE_MINUTES = "max-age=300";

  private static final String FOR_ONE_FETCH = "max-age=10";

  private final String resource;
  private final IssuerKeys keys;

  private ResourceMetadata(String resource, IssuerKeys keys) {
    this.resource = resource;
    this.keys = keys;
  }

  /** A route for each metadata path; none without a public URL. */
  public static List<GatewayEndpoint> of(ProtectedResource resource, IssuerKeys keys) {
    String identifier = resource.identifier();
    if (identifier == null) {
      return List.of();
    }
    ResourceMetadata metadata = new ResourceMetadata(identifier, keys);
    return resource.metadataPaths().stream()
        .map(path -> new GatewayEndpoint(path, RouteName.METADATA, METHODS, metadata::respond))
        .toList();
  }

  private void respond(RequestContext request) {
    String issuer = keys.issuer();
    GatewayEndpoint.respond(
        request, JSON, issuer == null ? FOR_ONE_FETCH : FOR_FIVE_MINUTES, document(issuer));
  }

  /** Omits members without a value (RFC 9728, section 3.2). */
  private Buffer document(@Nullable String issuer) {
    JsonObject document = new JsonObject().put("resource", resource);
    if (issuer != null) {
      document.put("authorization_servers", JsonArray.of(issuer));
    }
    return document
        .put("bearer_methods_supported", JsonArray.of("header"))
        .put("resource_name", "Bimplus")
        .toBuffer();
  }
}
