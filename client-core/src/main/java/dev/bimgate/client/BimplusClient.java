package dev.bimgate.client;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.SSLOptions;
import jakarta.ws.rs.core.Response;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The client of the Bimplus REST API.
 *
 * <p>The lists of teams and projects are typed: as streams, headers at once and body as it arrives,
 * for code that stores or forwards them; as records for other programs. {@link #stream} forwards
 * everything else unchanged. All share one connection pool and one set of limits, and every call
 * carries its own {@link Credential}.
 *
 * <p>A call without a complete response fails with an {@link UpstreamException}. An error status is
 * a response. Results arrive on the Vert.x context of the caller.
 */
public final class BimplusClient implements AutoCloseable {

  private final Transport transport;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Created once, on first use. */
  private volatile @Nullable BimplusApi api;

  private BimplusClient(Transport transport) {
    this.transport = transport;
  }

  /**
   * A client with connections of its own; close it when done.
   *
   * <p>{@link #stream} works on any Vert.x. The typed calls use REST Client, which needs a running
   * Quarkus application.
   */
  public static BimplusClient create(
      Vertx vertx, BimplusClientOptions options, UpstreamEvents events) {
    return create(vertx, options, events, System::nanoTime);
  }

  /**
   * The same with another clock.
   *
   * @param nanoClock the clock of the breakers, like {@link System#nanoTime}
   */
  public static BimplusClient create(
      Vertx vertx, BimplusClientOptions options, UpstreamEvents events, LongSupplier nanoClock) {
    return create(vertx, options, new HttpClientOptions(), events, nanoClock);
  }

  /**
   * The same with connections through a proxy, or with certificates other than the JVM's.
   *
   * @param connections of which certificates, authorities, revocation lists, protocols, cipher
   *     suites and proxy count; host names are verified in any case
   */
  public static BimplusClient create(
      Vertx vertx,
      BimplusClientOptions options,
      HttpClientOptions connections,
      UpstreamEvents events,
      LongSupplier nanoClock) {
    HttpClientOptions complete = Transport.clientOptions(options, connections);
    HttpClient pool = Transport.connections(vertx, options, complete, events);
    return new BimplusClient(new Transport(vertx, options, events, pool, complete, nanoClock));
  }

  /** Opens further connections with these certificates; open connections stay. */
  public Future<Void> updateTls(SSLOptions certificates) {
    return transport.updateTls(certificates);
  }

  private BimplusApi api() {
    BimplusApi made = api;
    return made != null ? made : makeApi();
  }

  private synchronized BimplusApi makeApi() {
    BimplusApi made = api;
    if (made == null) {
      made =
          QuarkusRestClientBuilder.newBuilder()
              .baseUri(transport.options().baseUrl())
              .register(new ListCallFilter(transport))
              .build(BimplusApi.class);
      api = made;
    }
    return made;
  }

  /**
   * {@code GET} of a list, streamed.
   *
   * @param operation which list
   * @param teamSlug whose list; ignored where the list belongs to no team
   * @throws IllegalStateException if the operation is no list
   * @throws NullPointerException if the list belongs to a team and none is given
   */
  public Future<UpstreamResponse> list(
      UpstreamOperation operation,
      Credential credential,
      @Nullable String teamSlug,
      ListRequest list) {
    ListCall call = ListCall.streamed(operation, list, context());
    String authorization = credential.authorization();
    // A path for each list: REST Client parses the whole URI again for each template in it.
    return switch (operation) {
      case TEAMS -> load(call, () -> api().loadTeams(authorization, call));
      case PROJECTS -> {
        String team = Objects.requireNonNull(teamSlug, "teamSlug");
        yield load(call, () -> api().loadProjects(authorization, team, call));
      }
      case AUTHORIZE, STREAM -> throw new IllegalStateException(operation + " is no list");
    };
  }

  /**
   * {@code GET <base>/authorize}, streamed: the user of a legacy token.
   *
   * @param within the timeout until the last byte of the response; at least 1 ms
   * @param callClass {@link CallClass#LOGINS} for a token that Bimplus has accepted before, else
   *     {@link CallClass#OPEN}
   * @param party who shares the connections for such calls with others; null: nobody in particular
   */
  public Future<UpstreamResponse> authorize(
      Credential credential, Duration within, CallClass callClass, @Nullable Object party) {
    MultiMap headers =
        HttpHeaders.headers()
            .set(HttpHeaders.AUTHORIZATION, credential.authorization())
            .set(HttpHeaders.ACCEPT, "application/json");
    UpstreamRequest request =
        UpstreamRequest.of(HttpMethod.GET, "/authorize", headers).sharedBy(callClass, party);
    return transport.send(context(), UpstreamOperation.AUTHORIZE, request, within);
  }

  /**
   * Whether a breaker rejects calls of a class and a party, except probes.
   *
   * @param party null: nobody in particular
   */
  public boolean isProbing(CallClass callClass, @Nullable Object party) {
    return transport.breakers().of(callClass).isOpenFor(party);
  }

  /** Any other call, forwarded unchanged. */
  public Future<UpstreamResponse> stream(UpstreamRequest request) {
    return stream(request, null);
  }

  /**
   * The same with a timeout until the last byte of the response.
   *
   * @param within at least 1 ms; null: none
   */
  public Future<UpstreamResponse> stream(UpstreamRequest request, @Nullable Duration within) {
    return transport.send(context(), UpstreamOperation.STREAM, request, within);
  }

  /**
   * The teams of the caller. An error status fails with a {@code WebApplicationException} that
   * holds it.
   */
  public Uni<List<Team>> teams(Credential credential) {
    return Uni.createFrom()
        .deferred(() -> api().teams(credential.authorization(), records(UpstreamOperation.TEAMS)))
        .onFailure()
        .transform(this::unlessClosed);
  }

  /**
   * The projects of a team that the caller may see. An error status fails with a {@code
   * WebApplicationException} that holds it.
   */
  public Uni<List<Project>> projects(Credential credential, String teamSlug) {
    return Uni.createFrom()
        .deferred(
            () ->
                api()
                    .projects(
                        credential.authorization(), teamSlug, records(UpstreamOperation.PROJECTS)))
        .onFailure()
        .transform(this::unlessClosed);
  }

  /** Closes all connections; calls in progress fail. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    transport.close();
    if (api instanceof Closeable made) {
      closeProxy(made);
    }
  }

  private static void closeProxy(Closeable proxy) {
    try {
      proxy.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private ListCall records(UpstreamOperation operation) {
    MultiMap headers = HttpHeaders.headers().set(HttpHeaders.ACCEPT, "application/json");
    return ListCall.read(operation, ListRequest.of(null, headers), context());
  }

  private Future<UpstreamResponse> load(ListCall call, Supplier<Uni<Response>> carried) {
    Uni.createFrom()
        .deferred(carried::get)
        .subscribe()
        .with(handedOver -> {}, failure -> call.response().tryFail(unlessClosed(failure)));
    return call.response().future();
  }

  /** REST Client, once closed, throws before {@link Transport} is asked. */
  private Throwable unlessClosed(Throwable failure) {
    return closed.get() && failure instanceof IllegalStateException
        ? new UpstreamException(UpstreamFailure.UNREACHABLE)
        : failure;
  }

  private Context context() {
    return transport.vertx().getOrCreateContext();
  }
}
