package dev.bimgate.gateway.race;

import dev.bimgate.gateway.Ground;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that makes one call after the other, by chance, and leaves many of them early. */
final class LeavingClient {

  private static final int USERS = 20;
  private static final int SHORT_PATIENCE_MILLIS = 300;
  private static final int LONG_PATIENCE_MILLIS = 1_500;
  private static final Buffer BODY = Buffer.buffer("{\"name\":\"renamed\"}");
  private static final Buffer PIECE = Buffer.buffer(new byte[100_000]);

  private final Vertx vertx;
  private final HttpClient client;
  private final Ground ground;
  private final Endings endings;
  private final Random random;

  /** Counts calls, and hears how each has ended. */
  interface Endings {
    AtomicInteger begun();

    void responded(int status);

    void left(int call);
  }

  private enum Kind {
    LIST(HttpMethod.GET, "projects"),
    ECHO(HttpMethod.GET, "echo"),
    DOWNLOAD(HttpMethod.GET, "download"),
    WRITE(HttpMethod.POST, "echo"),
    UPLOAD(HttpMethod.PUT, "upload"),
    STOPPED_UPLOAD(HttpMethod.PUT, "upload"),
    LOGIN(HttpMethod.POST, ""),
    STOPPED_LOGIN(HttpMethod.POST, "");

    private final HttpMethod method;
    private final String path;

    Kind(HttpMethod method, String path) {
      this.method = method;
      this.path = path;
    }

    boolean isLogin() {
      return path.isEmpty();
    }
  }

  LeavingClient(Vertx vertx, HttpClient client, Ground ground, Endings endings, Random random) {
    this.vertx = vertx;
    this.client = client;
    this.ground = ground;
    this.endings = endings;
    this.random = random;
  }

  /** So many calls, each when the one before has ended. */
  Future<Void> call(int calls) {
    return calls == 0 ? Future.succeededFuture() : call().compose(ended -> call(calls - 1));
  }

  private Future<Void> call() {
    int call = endings.begun().incrementAndGet();
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    String path = kind.isLogin() ? "/v2/authorize" : "/v2/" + ground.team() + "/" + kind.path;
    String query = RandomEndings.query(random, call) + "&bytes=300000";
    return client
        .request(kind.method, path + "?" + query)
        .compose(request -> send(kind, call, request))
        .otherwiseEmpty();
  }

  private Future<Void> send(Kind kind, int call, HttpClientRequest request) {
    Promise<Void> over = Promise.promise();
    int patience = random.nextBoolean() ? SHORT_PATIENCE_MILLIS : LONG_PATIENCE_MILLIS;
    long timer =
        vertx.setTimer(
            1 + random.nextInt(patience),
            late -> {
              endings.left(call);
              request.reset();
              over.tryComplete();
            });
    request
        .response()
        .onSuccess(response -> endings.responded(response.statusCode()))
        .compose(HttpClientResponse::body)
        .onComplete(
            ended -> {
              vertx.cancelTimer(timer);
              over.tryComplete();
            });
    write(kind, request);
    return over.future();
  }

  private void write(Kind kind, HttpClientRequest request) {
    if (!kind.isLogin()) {
      putCredential(request.headers());
    }
    request.exceptionHandler(cut -> {});
    switch (kind) {
      case LIST, ECHO, DOWNLOAD -> request.end();
      case WRITE, LOGIN -> request.putHeader("Content-Type", "application/json").end(BODY);
      case UPLOAD -> request.setChunked(true).end(PIECE);
      case STOPPED_UPLOAD, STOPPED_LOGIN -> request.setChunked(true).write(BODY);
    }
  }

  /** One call in ten has a legacy token, mostly one that nobody knows. */
  private void putCredential(MultiMap headers) {
    String user = String.format("user-%02d", 1 + random.nextInt(USERS));
    String credential =
        switch (random.nextInt(30)) {
          case 0 -> "BimPlus " + ground.sandbox().tokens().legacyFor(user);
          case 1, 2 -> "BimPlus " + String.format("%032x", random.nextLong());
          default -> "Bearer " + ground.token(user);
        };
    headers.set("Authorization", credential);
  }
}
