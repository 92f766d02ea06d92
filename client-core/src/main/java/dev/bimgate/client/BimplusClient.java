package dev.bimgate.client;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * The client of the Bimplus REST API.
 *
 * <p>The lists of teams and projects are typed: as they came, head at once and body as a stream,
 * for whoever keeps or passes them on; as records for other programs. Everything else is passed on
 * as it is by {@link #stream}. All of them share one pool of connections and one set of limits, and
 * every call carries its own {@link Credential}.
 *
 * <p>A call that brings no whole answer fails with an {@link UpstreamException}. An error status is
 * an answer. Results arrive on the Vert.x context of the caller.
 */
public final class BimplusClient implements AutoCloseable {

  private final Transport transport;

  private BimplusClient(Transport transport) {
    this.transport = transport;
  }

  /** A client with connections of its own; close it when done. */
  public static BimplusClient create(
      Vertx vertx, BimplusClientOptions options, UpstreamEvents events) {
    return new BimplusClient(new Transport(vertx, options, events));
  }

  /** {@code GET <base>/teams}, as it comes. */
  public Future<UpstreamResponse> teams(Credential credential, ListRequest list) {
    return load(UpstreamOperation.TEAMS, "/teams", credential, list);
  }

  /** {@code GET <base>/<team>/projects}, as it comes. */
  public Future<UpstreamResponse> projects(
      Credential credential, String teamSlug, ListRequest list) {
    return load(UpstreamOperation.PROJECTS, "/" + teamSlug + "/projects", credential, list);
  }

  /** Any other call, passed on as it is. */
  public Future<UpstreamResponse> stream(UpstreamRequest request) {
    return transport.send(UpstreamOperation.STREAM, request, null);
  }

  /** The teams of the caller. */
  public Uni<List<Team>> teams(Credential credential) {
    return Uni.createFrom().failure(new UnsupportedOperationException());
  }

  /** The projects of a team that the caller may see. */
  public Uni<List<Project>> projects(Credential credential, String teamSlug) {
    return Uni.createFrom().failure(new UnsupportedOperationException());
  }

  /** Closes all connections; calls under way fail. */
  @Override
  public void close() {
    transport.close();
  }

  private Future<UpstreamResponse> load(
      UpstreamOperation operation, String path, Credential credential, ListRequest list) {
    MultiMap fields =
        HttpHeaders.headers()
            .addAll(list.fields())
            .set(HttpHeaders.AUTHORIZATION, credential.authorization());
    String target = list.rawQuery() == null ? path : path + "?" + list.rawQuery();
    UpstreamRequest request =
        new UpstreamRequest(HttpMethod.GET, target, fields, null, list.interim(), list.abandoned());
    return transport.send(operation, request, transport.options().listTimeout());
  }
}
