package dev.bimgate.client.app;

import dev.bimgate.client.BimplusClient;
import dev.bimgate.client.BimplusClientOptions;
import dev.bimgate.client.Project;
import dev.bimgate.client.Team;
import dev.bimgate.client.UpstreamEvents;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The client of an app that reads teams and projects through a gateway, or from Bimplus itself.
 *
 * <p>Each list is requested with the ETag of its last response to the same token owner; a 304 gives
 * the elements of that response again. A call that gets 401 is made once more if the {@link
 * TokenSupplier} has another token. All calls fail with {@link BimplusException}s.
 *
 * <p>Results arrive on the Vert.x context of the caller: do not block there. {@link #blocking}
 * waits for them.
 */
public final class GatewayClient implements AutoCloseable {

  private final TokenSupplier tokens;
  private final Shared shared;

  private GatewayClient(TokenSupplier tokens, Shared shared) {
    this.tokens = tokens;
    this.shared = shared;
  }

  /** What the clients of several users have in common. */
  private record Shared(
      BimplusClient connections, Calls calls, Lists lists, @Nullable Vertx ownVertx) {}

  /**
   * A client with defaults: the timeouts of {@link BimplusClientOptions#of}, 16 MB of remembered
   * lists, and a Vert.x of its own.
   *
   * @param baseUrl base of the API at the gateway or at Bimplus, {@code /v2} included
   */
  public static Builder builder(URI baseUrl) {
    return new Builder(BimplusClientOptions.of(baseUrl));
  }

  /** The teams of the token's user. */
  public Uni<ListResponse<Team>> teams() {
    return list("/teams", null, Team.class);
  }

  /** One chunk of {@link #teams()}. */
  public Uni<ListResponse<Team>> teams(Chunk chunk) {
    return list("/teams", chunk, Team.class);
  }

  /** All teams, requested in chunks of that size, one after the other. */
  public Multi<Team> allTeams(int chunkSize) {
    return all(chunkSize, this::teams);
  }

  /** The projects of a team that the token's user may see. */
  public Uni<ListResponse<Project>> projects(String teamSlug) {
    return list(projectsOf(teamSlug), null, Project.class);
  }

  /** One chunk of {@link #projects(String)}. */
  public Uni<ListResponse<Project>> projects(String teamSlug, Chunk chunk) {
    return list(projectsOf(teamSlug), chunk, Project.class);
  }

  /**
   * All projects of a team, requested in chunks of that size, one after the other. A project that
   * is created or deleted meanwhile may move others into another chunk.
   */
  public Multi<Project> allProjects(String teamSlug, int chunkSize) {
    return all(chunkSize, chunk -> projects(teamSlug, chunk));
  }

  /**
   * Any other call, with the token of this client. A status below 400 is a response, a redirect,
   * too; others fail. Lists requested so are not remembered.
   */
  public Uni<ApiResponse> send(ApiRequest request) {
    return shared.calls.withToken(
        tokens,
        token ->
            shared.calls.send(
                request, HttpHeaders.headers().set(HttpHeaders.ACCEPT, "*/*"), token, null));
  }

  /** The same calls for code that waits for the response. */
  public BlockingGatewayClient blocking() {
    return new BlockingGatewayClient(this);
  }

  /**
   * The client of another user, over the same connections. It remembers lists in the same memory,
   * by token owner. Closing one of them closes all.
   */
  public GatewayClient withTokens(TokenSupplier otherTokens) {
    return new GatewayClient(otherTokens, shared);
  }

  /** Closes all connections; calls in progress fail. Waits, so not for event loops. */
  @Override
  public void close() {
    shared.connections.close();
    if (shared.ownVertx != null) {
      shared.ownVertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private <T> Uni<ListResponse<T>> list(String path, @Nullable Chunk chunk, Class<T> element) {
    String target = chunk == null ? path : path + "?" + chunk.query();
    return shared.calls.withToken(tokens, token -> shared.lists.get(target, token, element));
  }

  /** The chunks in turn, until the count of the last response is reached. */
  private static <T> Multi<T> all(int chunkSize, Function<Chunk, Uni<ListResponse<T>>> responses) {
    return Multi.createBy()
        .repeating()
        .uni(
            AtomicInteger::new,
            next -> {
              Chunk chunk = new Chunk(chunkSize, next.getAndIncrement());
              return responses.apply(chunk).map(response -> new Part<>(chunk, response));
            })
        .whilst(Part::isFollowed)
        .onItem()
        .transformToIterable(part -> part.response.items());
  }

  /** A chunk and its response. Without a count the response is the whole list. */
  private record Part<T>(Chunk chunk, ListResponse<T> response) {

    boolean isFollowed() {
      Long total = response.totalCount();
      return total != null && !response.items().isEmpty() && chunk.end() < total;
    }
  }

  private static String projectsOf(String teamSlug) {
    return "/" + PathSegment.of(teamSlug) + "/projects";
  }

  /** What a client is built from. */
  public static final class Builder {

    private BimplusClientOptions options;
    private @Nullable TokenSupplier tokens;
    private @Nullable Vertx vertx;
    private long maxRememberedBytes = 16L << 20;

    private Builder(BimplusClientOptions options) {
      this.options = options;
    }

    /** Required: where the tokens come from. */
    public Builder tokens(TokenSupplier newTokens) {
      tokens = newTokens;
      return this;
    }

    /** Another base URL, pool size or other timeouts. */
    public Builder options(BimplusClientOptions newOptions) {
      options = newOptions;
      return this;
    }

    /** A Vert.x that the client uses and does not close. */
    public Builder vertx(Vertx newVertx) {
      vertx = newVertx;
      return this;
    }

    /** The maximum size of all remembered lists, in bytes of their bodies; 0: none. */
    public Builder maxRememberedBytes(long bytes) {
      maxRememberedBytes = bytes;
      return this;
    }

    /**
     * A client; close it when done.
     *
     * @throws IllegalStateException if there are no tokens
     */
    public GatewayClient build() {
      if (tokens == null) {
        throw new IllegalStateException("tokens are required");
      }
      Vertx used = vertx == null ? Vertx.vertx() : vertx;
      BimplusClient connections = BimplusClient.create(used, options, UpstreamEvents.NONE);
      Calls calls = new Calls(used, connections);
      Lists lists =
          new Lists(calls, new RememberedLists(maxRememberedBytes), options.listTimeout());
      Vertx own = vertx == null ? used : null;
      return new GatewayClient(tokens, new Shared(connections, calls, lists, own));
    }
  }
}
