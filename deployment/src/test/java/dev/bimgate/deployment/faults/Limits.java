package dev.bimgate.deployment.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The limits that the gateway is started with, short so that many are met, and what follows of them
 * for a request: the sums are those of the contract, and a second is the machine's.
 */
final class Limits {

  static final Duration CONNECT = Duration.ofMillis(500);
  static final Duration ANSWER = Duration.ofSeconds(1);
  static final Duration IDLE = Duration.ofSeconds(1);
  static final Duration LIST = Duration.ofMillis(1500);
  static final Duration POOL_WAIT = Duration.ofMillis(500);
  static final Duration FRESH = Duration.ofSeconds(1);
  static final Duration STALE_WHILE_REVALIDATE = Duration.ofSeconds(1);
  static final Duration STALE_IF_ERROR = Duration.ofSeconds(5);

  /** What the machine may add: for its scheduling, not for the gateway. */
  static final Duration MACHINE = Duration.ofSeconds(1);

  /** A fetch of two documents for a token whose key is not known, each ending after 5 s. */
  static final Duration KEYS = Duration.ofSeconds(10);

  /** How long a valid token may be refused after its key came into use: one fetch interval. */
  static final Duration ROTATION = Duration.ofSeconds(10);

  /** A kept connection that is found closed is replaced once, for any method. */
  private static final Duration CONNECTED = POOL_WAIT.plus(CONNECT.multipliedBy(2));

  /** A write: nothing of it is repeated. */
  static final Duration WRITE = CONNECTED.plus(ANSWER);

  /** An upload: Bimplus may also stop taking it. */
  static final Duration UPLOAD = WRITE.plus(IDLE);

  /** What is safe is sent once more when its connection breaks off before the first byte. */
  static final Duration READ = WRITE.plus(CONNECT).plus(ANSWER);

  /** A list that is too long to be shared: its waiters each make a call of their own. */
  static final Duration LONG_LIST = LIST.plus(READ);

  /** So few that they are met: callers have more to read than may be kept. */
  static final long MAX_BYTES = 3_145_728;

  /** No list that is kept here is shorter, its fields and its key with it. */
  static final long SHORTEST_LIST_BYTES = 1_000;

  private static final int CONNECTIONS = 32;

  private Limits() {}

  static Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bimplus.connect-timeout", text(CONNECT));
    settings.put("bimplus.answer-timeout", text(ANSWER));
    settings.put("bimplus.idle-timeout", text(IDLE));
    settings.put("bimplus.list-timeout", text(LIST));
    settings.put("bimplus.pool-size", Integer.toString(CONNECTIONS));
    settings.put("bimplus.pool-max-wait", text(POOL_WAIT));
    settings.put("gateway.cache.projects.fresh-for", text(FRESH));
    settings.put("gateway.cache.teams.fresh-for", text(FRESH));
    settings.put("gateway.cache.stale-while-revalidate", text(STALE_WHILE_REVALIDATE));
    settings.put("gateway.cache.stale-if-error", text(STALE_IF_ERROR));
    settings.put("gateway.cache.max-entry-size", "256K");
    settings.put("gateway.cache.max-size", Long.toString(MAX_BYTES));
    return settings;
  }

  private static String text(Duration duration) {
    return duration.toMillis() + "ms";
  }
}
