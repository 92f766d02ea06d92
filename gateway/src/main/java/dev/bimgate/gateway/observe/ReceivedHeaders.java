package dev.bimgate.gateway.observe;

import io.opentelemetry.context.propagation.TextMapGetter;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a trace context: several {@code traceparent} are none, several {@code tracestate}
 * are one list (W3C Trace Context, sections 3.2 and 3.3).
 */
enum ReceivedHeaders implements TextMapGetter<MultiMap> {
  GETTER;

  private static final String TRACEPARENT = "traceparent";

  @Override
  public Iterable<String> keys(MultiMap headers) {
    return headers.names();
  }

  @Override
  public @Nullable String get(@Nullable MultiMap headers, String name) {
    List<String> lines = headers == null ? List.of() : headers.getAll(name);
    if (lines.isEmpty() || (lines.size() > 1 && name.equals(TRACEPARENT))) {
      return null;
    }
    return String.join(",", lines);
  }
}
