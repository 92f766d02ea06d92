package dev.bimgate.client;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One typed call on its way through Quarkus REST Client, made by {@link BimplusClient} alone. */
public final class ListCall {

  private final UpstreamOperation operation;
  private final ListRequest list;
  private final Context context;
  private final @Nullable Promise<UpstreamResponse> response;

  private ListCall(
      UpstreamOperation operation,
      ListRequest list,
      Context context,
      @Nullable Promise<UpstreamResponse> response) {
    this.operation = operation;
    this.list = list;
    this.context = context;
    this.response = response;
  }

  /** A call whose response is streamed. */
  static ListCall streamed(UpstreamOperation operation, ListRequest list, Context context) {
    return new ListCall(operation, list, context, Promise.promise());
  }

  /** A call whose response Quarkus REST Client reads into records. */
  static ListCall read(UpstreamOperation operation, ListRequest list, Context context) {
    return new ListCall(operation, list, context, null);
  }

  UpstreamOperation operation() {
    return operation;
  }

  ListRequest list() {
    return list;
  }

  Context context() {
    return context;
  }

  boolean isStreamed() {
    return response != null;
  }

  /** The response of a streamed call. */
  Promise<UpstreamResponse> response() {
    return Objects.requireNonNull(response, "not streamed");
  }
}
