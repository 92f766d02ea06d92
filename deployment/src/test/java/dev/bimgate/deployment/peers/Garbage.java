package dev.bimgate.deployment.peers;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What somebody may write into the keys of gateways. */
enum Garbage {
  ERA(true, valkey -> call(valkey, "*:m", "HSET", "era", "garbage")),
  COUNTERS(true, Garbage::setCounters),
  REGISTRY(false, valkey -> replace(valkey, "*:m")),
  MESSAGE(true, valkey -> call(valkey, "*:d", "XADD", "1-*", "f", "nobody", "b", "garbage")),
  NO_MESSAGE(true, valkey -> call(valkey, "*:d", "XADD", "1-*", "gar", "bage")),
  POSITION(false, valkey -> call(valkey, "*:d", "XADD", "7-0", "f", "nobody", "b", "garbage")),
  ACKNOWLEDGEMENTS(true, valkey -> replace(valkey, "*:a:*")),
  RULE(true, Garbage::putRule),
  LIST(true, valkey -> replace(valkey, "*:l:*"));

  private final boolean isTemporary;
  private final Consumer<ValkeyClient> put;

  Garbage(boolean isTemporary, Consumer<ValkeyClient> put) {
    this.isTemporary = isTemporary;
    this.put = put;
  }

  /** Whether gateways replace it, or go on with it; otherwise it must be removed. */
  boolean isTemporary() {
    return isTemporary;
  }

  void put(ValkeyClient valkey) {
    put.accept(valkey);
  }

  /** Of all keys whose names match that pattern. */
  private static void call(
      ValkeyClient valkey, String pattern, String command, Object... arguments) {
    for (String key : valkey.keys(pattern)) {
      valkey.run(Stream.concat(Stream.of(command, key), Arrays.stream(arguments)).toArray());
    }
  }

  /** By a type that gateways do not have. */
  private static void replace(ValkeyClient valkey, String pattern) {
    for (String key : valkey.keys(pattern)) {
      valkey.run("DEL", key);
      valkey.run("SADD", key, "garbage");
    }
  }

  private static void setCounters(ValkeyClient valkey) {
    String registry = valkey.keys("*:m").get(0);
    for (Object field : valkey.list("HKEYS", registry)) {
      if (!new String((byte[]) field, US_ASCII).matches("era|n:.*")) {
        valkey.run("HSET", registry, field, 99);
      }
    }
  }

  /** Stored rules are read at the beginning of a session. */
  private static void putRule(ValkeyClient valkey) {
    String prefix = valkey.keys("*:m").get(0).replaceFirst("}:.*", "}:");
    valkey.run("HSET", prefix + "x:o", "garbage", "garbage");
    valkey.run("CLIENT", "KILL", "TYPE", "NORMAL");
  }
}
