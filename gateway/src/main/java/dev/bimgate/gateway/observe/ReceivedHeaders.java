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
  WITH_STATE,
  /** Parsing {@code tracestate} costs more than all else, and it may go on unread. */
  WITHOUT_STATE;

  private static final String TRACEPARENT = "traceparent";

  @Override
  public Iterable<String> keys(MultiMap headers) {
    return headers.names();
  }

  @Override
  public @Nullable String get(@Nullable MultiMap headers, String name) {
    boolean single = name.equals(TRACEPARENT);
    if (headers == null || (!single && this == WITHOUT_STATE)) {
      return null;
    }
    List<String> lines = headers.getAll(name);
    if (lines.size() == 1) {
      return lines.get(0);
    }
    return lines.isEmpty() || single ? null : String.join(",", lines);
  }
}
