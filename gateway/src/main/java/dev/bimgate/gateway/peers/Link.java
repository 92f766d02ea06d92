package dev.bimgate.gateway.peers;

import static io.vertx.redis.client.Command.EVAL;
import static io.vertx.redis.client.Command.GET;
import static io.vertx.redis.client.Command.SET;

import dev.bimgate.gateway.observe.ConnectionFailures;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The connections to Valkey, one for each {@link Lane}: opened together and closed together. It
 * neither connects again nor has timeouts; {@link Membership} decides about both.
 *
 * <p>Each opening has a client of its own: one that is closed closes its sockets, while a
 * connection that is given back to its client is used again, with replies outstanding.
 *
 * <p>Belongs to one event loop, on which all methods are called and all replies arrive.
 */
final class Link {

  private static final Logger LOG = Logger.getLogger(Link.class);

  private final Context eventLoop;
  private final Supplier<RedisOptions> options;
  private final Keys keys;
  private final ValkeyRequests requests;
  private @Nullable Opened opened;
  private final ConnectionFailures failures = new ConnectionFailures(LOG, "Valkey");

  /**
   * @param options those of the next opening
   */
  Link(Context eventLoop, Supplier<RedisOptions> options, Keys keys) {
    this.eventLoop = eventLoop;
    this.options = options;
    this.keys = keys;
    this.requests = new ValkeyRequests(keys);
  }

  /** One opening: its client, and its connections once all are there. */
  private static final class Opened {
    final Redis client;
    final ValkeyReplies replies;
    final Map<Lane, RedisConnection> connections = new EnumMap<>(Lane.class);

    Opened(Redis client, ValkeyReplies replies) {
      this.client = client;
      this.replies = replies;
    }
  }

  /**
   * Closes what is open, and opens the connections.
   *
   * @param ready runs when all are open
   * @param lost runs if one cannot be opened, and when one is closed by the other side; maybe more
   *     than once
   */
  void open(Runnable ready, Runnable lost) {
    close();
    Opened opening =
        new Opened(Redis.createClient(eventLoop.owner(), options.get()), new ValkeyReplies(keys));
    opened = opening;
    List<Future<RedisConnection>> connections =
        Stream.of(Lane.values()).map(lane -> opening.client.connect()).toList();
    Future.all(connections)
        .onComplete(
            all ->
                eventLoop.runOnContext(
                    nothing -> connected(opening, connections, all, ready, lost)));
  }

  private void connected(
      Opened opening,
      List<Future<RedisConnection>> connections,
      AsyncResult<?> all,
      Runnable ready,
      Runnable lost) {
    if (opened != opening) {
      return;
    }
    if (all.failed()) {
      failures.failed(all.cause());
      lost.run();
      return;
    }
    for (Lane lane : Lane.values()) {
      RedisConnection connection = connections.get(lane.ordinal()).result();
      connection.exceptionHandler(failure -> closed(opening, lost));
      connection.endHandler(end -> closed(opening, lost));
      opening.connections.put(lane, connection);
    }
    failures.opened();
    ready.run();
  }

  private void closed(Opened which, Runnable lost) {
    eventLoop.runOnContext(
        nothing -> {
          if (opened == which) {
            lost.run();
          }
        });
  }

  void close() {
    Opened open = opened;
    opened = null;
    if (open != null) {
      open.client.close();
    }
  }

  /**
   * Sends a command.
   *
   * @param received gets the reply, never before this method has returned; it may never come
   */
  void send(Command command, Consumer<Reply> received) {
    Opened open = opened;
    if (open == null) {
      return;
    }
    send(open, command.lane(), requests.of(command))
        .onComplete(
            sent ->
                eventLoop.runOnContext(
                    nothing ->
                        received.accept(
                            sent.succeeded()
                                ? open.replies.of(command, sent.result())
                                : ValkeyReplies.failed(sent.cause().getMessage()))));
  }

  /**
   * Runs a script on the connection for lists.
   *
   * @return the texts that it returns; fails if there are none, and may never complete
   */
  Future<List<byte[]>> run(ListScript script, List<String> keys, List<byte[]> arguments) {
    Request request = Request.cmd(EVAL).arg(script.text()).arg(keys.size());
    keys.forEach(request::arg);
    arguments.forEach(argument -> request.arg(Buffer.buffer(argument)));
    return send(request).map(replies -> texts(replies.get(0)));
  }

  /** Gets a value on the connection for lists; fails if there is none, and may never complete. */
  Future<byte[]> get(String key) {
    return send(Request.cmd(GET).arg(key))
        .compose(
            replies -> {
              Response value = replies.get(0);
              return value == null
                  ? Future.failedFuture("nothing there")
                  : Future.succeededFuture(value.toBytes());
            });
  }

  /** Sets a value for a time on the connection for lists. */
  Future<?> set(String key, byte[] value, long millis) {
    return send(Request.cmd(SET).arg(key).arg(Buffer.buffer(value)).arg("PX").arg(millis));
  }

  private Future<List<@Nullable Response>> send(Request request) {
    Opened open = opened;
    return open == null
        ? Future.failedFuture("not connected")
        : send(open, Lane.LISTS, List.of(request));
  }

  private static List<byte[]> texts(@Nullable Response array) {
    List<byte[]> texts = new ArrayList<>();
    for (int i = 0; array != null && i < array.size(); i++) {
      texts.add(array.get(i).toBytes());
    }
    return texts;
  }

  private static Future<List<@Nullable Response>> send(
      Opened open, Lane lane, List<Request> batch) {
    RedisConnection connection = open.connections.get(lane);
    return connection == null ? Future.failedFuture("not connected") : connection.batch(batch);
  }
}
