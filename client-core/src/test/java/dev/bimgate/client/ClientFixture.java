package dev.bimgate.client;

import static dev.bimgate.client.Waiting.await;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The resources opened on a Vert.x for one test. */
abstract class ClientFixture {

  static final Duration SHORT = Duration.ofMillis(30);
  static final Duration LONG = Duration.ofMinutes(2);

  final RecordedEvents events = new RecordedEvents();

  /** The clock of the breakers of {@link #transport}. */
  final AtomicLong nanoClock = new AtomicLong();

  private @Nullable Context loop;
  private final List<AutoCloseable> opened = new ArrayList<>();

  abstract Vertx vertx();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
  }

  @SafeVarargs
  final RawBimplus bimplus(Consumer<Connection>... scripts) {
    RawBimplus bimplus = new RawBimplus(vertx(), scripts);
    opened.add(bimplus);
    return bimplus;
  }

  BimplusClient client(RawBimplus bimplus) {
    return client(bimplus.baseUrl(), options -> options);
  }

  BimplusClient client(RawBimplus bimplus, UnaryOperator<OptionsBuilder> change) {
    return client(bimplus.baseUrl(), change);
  }

  BimplusClient client(URI baseUrl, UnaryOperator<OptionsBuilder> change) {
    OptionsBuilder options = change.apply(new OptionsBuilder(baseUrl));
    BimplusClient client = BimplusClient.create(vertx(), options.build(), events);
    opened.add(client);
    return client;
  }

  /** The layers below a client, over connections that a test may change. */
  Transport transport(RawBimplus bimplus, UnaryOperator<HttpClient> change) {
    return transport(new OptionsBuilder(bimplus.baseUrl()).build(), change);
  }

  /** The layers below a client. */
  Transport transport(URI baseUrl, UnaryOperator<OptionsBuilder> change) {
    return transport(change.apply(new OptionsBuilder(baseUrl)).build(), client -> client);
  }

  private Transport transport(BimplusClientOptions options, UnaryOperator<HttpClient> change) {
    HttpClientOptions complete = Transport.clientOptions(options, new HttpClientOptions());
    HttpClient connections = Transport.connections(vertx(), options, complete, events);
    Transport transport =
        new Transport(
            vertx(), options, events, change.apply(connections), complete, nanoClock::get);
    opened.add(() -> Waiting.await(transport.close()));
    return transport;
  }

  static UpstreamRequest get(String target) {
    return UpstreamRequest.of(HttpMethod.GET, target, MultiMap.caseInsensitiveMultiMap());
  }

  static UpstreamRequest request(HttpMethod method) {
    return UpstreamRequest.of(method, "/nemetschek/things", MultiMap.caseInsensitiveMultiMap());
  }

  /** Reads a response to its end, on the context it belongs to. */
  static Future<String> text(UpstreamResponse response) {
    return ListCallFilter.whole(response.body()).map(Buffer::toString);
  }

  private Context loop() {
    if (loop == null) {
      loop = vertx().getOrCreateContext();
    }
    return loop;
  }

  /** Runs an action on one event loop, like one request in the gateway. */
  <T> Future<T> onLoop(Supplier<Future<T>> action) {
    Promise<T> result = Promise.promise();
    loop().runOnContext(nothing -> action.get().onComplete(result));
    return result.future();
  }

  Future<UpstreamResponse> send(BimplusClient client, UpstreamRequest request) {
    return onLoop(() -> client.stream(request));
  }

  Future<String> sendAndRead(BimplusClient client, UpstreamRequest request) {
    return onLoop(() -> client.stream(request).compose(ClientFixture::text));
  }

  Future<UpstreamResponse> send(Transport transport, UpstreamRequest request) {
    return onLoop(
        () ->
            transport.send(vertx().getOrCreateContext(), UpstreamOperation.STREAM, request, null));
  }

  Future<String> sendAndRead(Transport transport, UpstreamRequest request) {
    return onLoop(
        () ->
            transport
                .send(vertx().getOrCreateContext(), UpstreamOperation.STREAM, request, null)
                .compose(ClientFixture::text));
  }

  Future<String> read(UpstreamResponse response) {
    return onLoop(() -> text(response));
  }

  void reset(UpstreamResponse response) {
    await(
        onLoop(
            () -> {
              response.reset();
              return Future.succeededFuture();
            }));
  }
}
