package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.context.Sha256;
import dev.bimgate.gateway.peers.PeerReplies;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.token.revocation.DenyRule;
import dev.bimgate.gateway.token.revocation.Revocations;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Denies tokens, by one of: {@code jti}, a token; {@code sid}, a session; {@code sub}, all JWTs
 * with that subject; {@code user}, all tokens of that user, legacy tokens too. {@code issuer}
 * beside the last two narrows them to the user of one issuer.
 */
final class DenyCall implements AdminCall {

  private static final Logger LOG = Logger.getLogger(DenyCall.class);

  private static final List<String> NAMES = List.of("jti", "sid", "sub", "user", "issuer");

  private final Revocations revocations;
  private final InstantSource clock;

  DenyCall(Revocations revocations, InstantSource clock) {
    this.revocations = revocations;
    this.clock = clock;
  }

  @Override
  public AdminAction action() {
    return AdminAction.DENY;
  }

  @Override
  public List<HttpMethod> methods() {
    return List.of(HttpMethod.POST);
  }

  @Override
  public ObjectNode respond(AdminRequest request) throws AdminRejectedException {
    Map<String, String> texts = AdminBody.texts(request, NAMES);
    String issuer = texts.remove("issuer");
    if (texts.size() != 1) {
      throw AdminRejectedException.badBody("Name one of jti, sid, sub and user.");
    }
    Map.Entry<String, String> named = texts.entrySet().iterator().next();
    return deny(request.id(), named.getKey(), named.getValue(), issuer);
  }

  private ObjectNode deny(String id, String by, String value, @Nullable String issuer)
      throws AdminRejectedException {
    Instant now = clock.instant();
    int tokens = 0;
    Instant until = now;
    List<Future<PeerReplies>> everywhere = new ArrayList<>();
    for (DenyRule rule : denials(by, value, issuer)) {
      Revocations.Denied denied = revocations.deny(rule, now).orElseThrow(DenyCall::noRoom);
      tokens += denied.tokens();
      until = denied.until();
      everywhere.add(denied.everywhere());
    }
    LOG.infof(
        "Tokens denied by=%s value=%s remembered=%d until=%s request=%s",
        by, Sha256.shown(value), tokens, Timestamps.text(until), id);
    ObjectNode json = json(by, tokens, until);
    PeerReach.put(json, everywhere.stream().map(PeerReach::await).toList());
    return json.put("request", id);
  }

  private static ObjectNode json(String by, int tokens, Instant until) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("denied", by)
        .put("matchedTokens", tokens)
        .put("until", Timestamps.text(until));
  }

  private static List<DenyRule> denials(String by, String value, @Nullable String issuer)
      throws AdminRejectedException {
    if (issuer != null) {
      if (!by.equals("sub") && !by.equals("user")) {
        throw AdminRejectedException.badBody("issuer is valid only with sub or user.");
      }
      return List.of(new DenyRule.OfUser(new User(issuer, value)));
    }
    return switch (by) {
      case "jti" -> List.of(new DenyRule.OfToken(value));
      case "sid" -> List.of(new DenyRule.OfSession(value));
      case "sub" -> List.of(new DenyRule.OfSubject(value));
      default -> List.of(new DenyRule.OfSubject(value), DenyRule.ofLegacyTokensOf(value));
    };
  }

  private static AdminRejectedException noRoom() {
    return new AdminRejectedException(
        AdminResult.LIMIT_REACHED,
        new Problem(
            ProblemType.OVERLOADED,
            "The limit of 10,000 deny rules is reached; the first expires within a day or so.",
            Map.of("Retry-After", "3600")));
  }
}
