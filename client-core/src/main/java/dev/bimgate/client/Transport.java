package dev.bimgate.client;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.tracing.TracingPolicy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The connections to Bimplus: typed lists and streams share them and their limits. */
final class Transport {

  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final int MAX_CHUNK_BYTES = 64 * 1024;

  /** Three breakers' open probes, and as many whose bodies still arrive; retries hold permits. */
  private static final int PROBE_CONNECTIONS = 2 * 3 * Probes.MAX_OPEN;

  private static final long UPDATE_MILLIS = 100;

  /** Methods for which RFC 9110, 8.6, requires a length even without a body. */
  private static final Set<HttpMethod> WITH_LENGTH =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private final Vertx vertx;
  private final BimplusClientOptions options;
  private final UpstreamEvents events;
  private final FairPermits permits;
  private final Breakers breakers;
  private final RetryBudget retries = new RetryBudget();
  private final HttpClient client;

  /**
   * Connections for one call each, probe or retry, and never waited for: those of {@link #client}
   * may be dead, or all in use.
   */
  private final HttpClient fresh;

  private final long updateTimer;

  Transport(
      Vertx vertx,
      BimplusClientOptions options,
      UpstreamEvents events,
      HttpClient connections,
      HttpClientOptions clientOptions,
      LongSupplier nanoClock) {
    this.vertx = vertx;
    this.options = options;
    this.events = events;
    this.permits = new FairPermits(options.poolSize());
    this.breakers =
        new Breakers(
            nanoClock, events, opened -> permits.clear(waiting -> waiting.breaker() == opened));
    this.client = connections;
    this.fresh =
        connections(
            vertx,
            new HttpClientOptions(clientOptions).setKeepAlive(false),
            PROBE_CONNECTIONS + options.poolSize(),
            events);
    this.updateTimer = vertx.setPeriodic(UPDATE_MILLIS, id -> breakers.update());
  }

  static HttpClient connections(
      Vertx vertx,
      BimplusClientOptions options,
      HttpClientOptions clientOptions,
      UpstreamEvents events) {
    return connections(vertx, clientOptions, options.poolSize(), events);
  }

  private static HttpClient connections(
      Vertx vertx, HttpClientOptions clientOptions, int size, UpstreamEvents events) {
    return vertx
        .httpClientBuilder()
        .with(clientOptions)
        .with(new PoolOptions().setHttp1MaxSize(size))
        .withConnectHandler(connection -> connected(connection, events))
        .build();
  }

  /** The options of all connections: certificates and proxy as given, all else as it has to be. */
  static HttpClientOptions clientOptions(BimplusClientOptions options, HttpClientOptions given) {
    HttpClientOptions result =
        new HttpClientOptions()
            .setMaxHeaderSize(MAX_HEAD_BYTES)
            .setMaxChunkSize(MAX_CHUNK_BYTES)
            .setConnectTimeout(Math.toIntExact(Timers.millis(options.connectTimeout())))
            // The caller sends headers such as traceparent.
            .setTracingPolicy(TracingPolicy.IGNORE);
    result.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    result.setSslHandshakeTimeout(Timers.millis(options.connectTimeout()));
    copyTls(given, result);
    if (given.getProxyOptions() != null) {
      // What it takes to reach the proxy has a timeout of its own.
      result.setProxyOptions(
          new ProxyOptions(given.getProxyOptions()).setConnectTimeout(options.connectTimeout()));
    }
    if (given.getNonProxyHosts() != null) {
      result.setNonProxyHosts(given.getNonProxyHosts());
    }
    return result;
  }

  private static void copyTls(HttpClientOptions from, HttpClientOptions to) {
    to.setKeyCertOptions(from.getKeyCertOptions());
    to.setTrustOptions(from.getTrustOptions());
    to.setEnabledSecureTransportProtocols(from.getEnabledSecureTransportProtocols());
    from.getEnabledCipherSuites().forEach(to::addEnabledCipherSuite);
    from.getCrlPaths().forEach(to::addCrlPath);
    from.getCrlValues().forEach(to::addCrlValue);
  }

  private static void connected(HttpConnection connection, UpstreamEvents events) {
    ReceivedBytes.installOn(connection);
    HeadGuard.installOn(connection);
    connection.exceptionHandler(reported -> {}); // the streams on it report
    connection.closeHandler(nothing -> events.connectionClosed());
    events.connectionOpened();
  }

  Vertx vertx() {
    return vertx;
  }

  BimplusClientOptions options() {
    return options;
  }

  UpstreamEvents events() {
    return events;
  }

  FairPermits permits() {
    return permits;
  }

  Breakers breakers() {
    return breakers;
  }

  RetryBudget retries() {
    return retries;
  }

  Future<Void> updateTls(SSLOptions certificates) {
    SSLOptions timed = new SSLOptions(certificates);
    timed.setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    timed.setSslHandshakeTimeout(Timers.millis(options.connectTimeout()));
    return Future.join(client.updateSSLOptions(timed), fresh.updateSSLOptions(timed)).mapEmpty();
  }

  Future<Void> close() {
    vertx.cancelTimer(updateTimer);
    return Future.join(client.close(), fresh.close()).mapEmpty();
  }

  /**
   * Starts a call.
   *
   * @param context on which the whole call runs
   * @param deadline for all of it, or null for none
   */
  Future<UpstreamResponse> send(
      Context context,
      UpstreamOperation operation,
      UpstreamRequest request,
      @Nullable Duration deadline) {
    RequestOptions head;
    try {
      head = head(request);
    } catch (IllegalArgumentException rejected) {
      return Future.failedFuture(rejected);
    }
    ContextInternal home = (ContextInternal) context;
    Exchange exchange = new Exchange(this, home, operation, request, head);
    if (home.inThread()) {
      exchange.start(deadline);
    } else {
      home.runOnContext(nothing -> exchange.start(deadline));
    }
    return exchange.response();
  }

  /**
   * A request on a connection of its own, complete but unsent.
   *
   * @param newOne whether the connection has to be new, as for probes and retries
   */
  Future<HttpClientRequest> connect(RequestOptions head, boolean chunked, boolean newOne) {
    try {
      return (newOne ? fresh : client).request(head).onSuccess(ready -> ready.setChunked(chunked));
    } catch (IllegalStateException closed) {
      return Future.failedFuture(closed);
    }
  }

  private RequestOptions head(UpstreamRequest request) {
    if (HttpMethod.CONNECT.equals(request.method())) {
      throw new IllegalArgumentException("CONNECT is not passed on");
    }
    return new RequestOptions()
        .setMethod(request.method())
        .setHost(options.baseUrl().getHost())
        .setPort(options.port())
        .setSsl(options.isTls())
        .setURI(options.basePath() + request.target())
        .setConnectTimeout(Timers.millis(options.connectTimeout()))
        .setFollowRedirects(false)
        .setHeaders(headersOf(request));
  }

  private static MultiMap headersOf(UpstreamRequest request) {
    MultiMap headers = copyOf(request.headers());
    headers.remove(HttpHeaders.HOST);
    headers.remove(HttpHeaders.CONTENT_LENGTH);
    headers.remove(HttpHeaders.TRANSFER_ENCODING);
    UploadBody body = request.body();
    if (body == null && WITH_LENGTH.contains(request.method())) {
      headers.set(HttpHeaders.CONTENT_LENGTH, "0");
    } else if (body != null && !body.isChunked()) {
      headers.set(HttpHeaders.CONTENT_LENGTH, Long.toString(body.lengthBytes()));
    }
    return headers;
  }

  private static MultiMap copyOf(MultiMap headers) {
    try {
      return HttpHeaders.headers().addAll(headers);
    } catch (IllegalArgumentException rejected) {
      // Its message holds the value, which may be a credential.
      throw new IllegalArgumentException("A header has a name or a value that cannot be sent");
    }
  }
}
