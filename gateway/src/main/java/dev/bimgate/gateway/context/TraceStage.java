package dev.bimgate.gateway.context;

import io.opentelemetry.api.trace.SpanKind;

/** The stages of a request that have a span of their own, beside that of the whole request. */
public enum TraceStage {
  /** Authentication, with the verification of a token that is not cached. */
  TOKEN(SpanKind.INTERNAL),
  /** The lookup of a list, with the load that it waits for. */
  LOOKUP(SpanKind.INTERNAL),
  /** The search for a list that another gateway has loaded or is loading, in Valkey. */
  SECOND_LEVEL(SpanKind.CLIENT),
  /** A call to Bimplus, from the wait for a connection to the headers of the response. */
  UPSTREAM(SpanKind.CLIENT);

  final String label = Labels.of(this);
  final SpanKind kind;

  TraceStage(SpanKind kind) {
    this.kind = kind;
  }
}
