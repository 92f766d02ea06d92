package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.lists.CacheBypass;
import dev.bimgate.gateway.lists.SharedBypass;
import io.quarkus.runtime.configuration.DurationConverter;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests for lists bypass the cache, from {@code POST} to {@code DELETE}, or for as long as
 * {@code for} says.
 */
final class BypassCall implements AdminCall {

  private static final Logger LOG = Logger.getLogger(BypassCall.class);

  private static final String LASTING = "for";

  /** A longer bypass is set without an end. */
  private static final Duration LONGEST = Duration.ofDays(30);

  private final CacheBypass bypass;
  private final SharedBypass shared;

  BypassCall(CacheBypass bypass, SharedBypass shared) {
    this.bypass = bypass;
    this.shared = shared;
  }

  @Override
  public AdminAction action() {
    return AdminAction.BYPASS;
  }

  @Override
  public List<HttpMethod> methods() {
    return List.of(HttpMethod.POST, HttpMethod.DELETE);
  }

  @Override
  public ObjectNode respond(AdminRequest request) throws AdminRejectedException {
    return request.method().equals(HttpMethod.POST) ? begin(request) : end(request);
  }

  private ObjectNode begin(AdminRequest request) throws AdminRejectedException {
    AdminParameters texts = texts(request, List.of(LASTING));
    CacheBypass.State begun = bypass.begin(request.id(), lasting(texts));
    String until = begun.until().map(Timestamps::text).orElse("ended by an operator");
    LOG.warnf(
        "Cache bypass on since=%s until=%s request=%s",
        Timestamps.text(begun.since()), until, request.id());
    return everywhere(json(Optional.of(begun))).put("request", request.id());
  }

  private ObjectNode end(AdminRequest request) throws AdminRejectedException {
    texts(request, List.of());
    Optional<CacheBypass.State> ended = bypass.end(request.id());
    LOG.infof(
        "Cache bypass off bypassed_since=%s request=%s",
        ended.map(state -> Timestamps.text(state.since())).orElse("-"), request.id());
    ObjectNode result = JsonNodeFactory.instance.objectNode().put("bypass", false);
    ended.ifPresent(state -> put(result.putObject("ended"), state));
    return everywhere(result).put("request", request.id());
  }

  private ObjectNode everywhere(ObjectNode json) {
    PeerReach.put(json, List.of(PeerReach.await(shared.publish())));
    return json;
  }

  /** The body is optional, as every parameter is. */
  private static AdminParameters texts(AdminRequest request, List<String> names)
      throws AdminRejectedException {
    if (request.body().length > 0) {
      return AdminBody.read(request, names, List.of());
    }
    request.requireNoQuery();
    return new AdminParameters(Map.of(), AdminParameters.Form.BODY);
  }

  private static Optional<Duration> lasting(AdminParameters texts) throws AdminRejectedException {
    Optional<String> text = texts.text(LASTING);
    return text.isEmpty() ? Optional.empty() : Optional.of(duration(texts, text.get()));
  }

  private static Duration duration(AdminParameters texts, String text)
      throws AdminRejectedException {
    Duration duration = durationOrNull(text);
    if (duration == null) {
      throw texts.rejected("for must be a duration such as 15m or PT15M.");
    }
    if (duration.isZero() || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
      throw texts.rejected("for must be longer than 0s and at most 30 days.");
    }
    return duration;
  }

  private static @Nullable Duration durationOrNull(String text) {
    try {
      return DurationConverter.parseDuration(text);
    } catch (IllegalArgumentException | ArithmeticException outOfForm) {
      return null;
    }
  }

  static ObjectNode json(Optional<CacheBypass.State> state) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("bypass", state.isPresent());
    state.ifPresent(on -> put(json, on));
    return json;
  }

  private static void put(ObjectNode json, CacheBypass.State state) {
    json.put("since", Timestamps.text(state.since())).put("by", state.by());
    state.until().ifPresent(until -> json.put("until", Timestamps.text(until)));
  }
}
