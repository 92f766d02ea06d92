package dev.bimgate.gateway.peers;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A Valkey that does what the scripts say, unless a test says otherwise. */
final class HandValkey implements ListStore {

  /** What may be done with a command. */
  enum Mode {
    REPLYING,
    SILENT,
    FAILING,
    /** It runs, and its reply is lost. */
    REPLIES_LOST
  }

  private record Entry(Buffer value, long untilMillis) {}

  final List<ListScript> commands = new ArrayList<>();

  /** When each command came, in milliseconds. */
  final List<Long> times = new ArrayList<>();

  Mode mode = Mode.REPLYING;

  /** The name of what is changed before each command. */
  @Nullable String changing;

  /** What it replies to each command; null for what the scripts say. */
  @Nullable List<String> reply;

  private final HandTime time;
  private final Map<String, Entry> entries = new HashMap<>();

  HandValkey(HandTime time) {
    this.time = time;
  }

  @Override
  public Future<List<byte[]>> run(ListScript script, List<String> keys, List<byte[]> arguments) {
    commands.add(script);
    times.add(now());
    if (reply != null) {
      return Future.succeededFuture(reply.stream().map(HandValkey::bytes).toList());
    }
    if (changing != null) {
      put(changing, bytes("garbage " + commands.size()), 60_000);
    }
    return switch (mode) {
      case REPLYING -> Future.succeededFuture(reply(script, keys, arguments));
      case SILENT -> Promise.<List<byte[]>>promise().future();
      case FAILING -> Future.failedFuture("down");
      case REPLIES_LOST -> {
        reply(script, keys, arguments);
        yield Promise.<List<byte[]>>promise().future();
      }
    };
  }

  /** The names of all that is stored. */
  List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /** The name of the only list. */
  String list() {
    return names().stream().filter(name -> name.contains(":l:")).findAny().orElseThrow();
  }

  byte[] get(String name) {
    byte[] value = value(name);
    if (value == null) {
      throw new AssertionError("nothing is stored as " + name);
    }
    return value;
  }

  void put(String name, byte[] value, long millis) {
    entries.put(name, new Entry(Buffer.buffer(value), now() + millis));
  }

  private List<byte[]> reply(ListScript script, List<String> keys, List<byte[]> arguments) {
    String list = keys.get(0);
    String lock = keys.get(1);
    if (script == ListScript.FIND) {
      return find(list, lock, arguments);
    }
    if (!Arrays.equals(value(lock), arguments.get(0))) {
      return List.of();
    }
    entries.remove(lock);
    if (script == ListScript.STORE) {
      put(list, arguments.get(1), number(arguments.get(2)));
      return List.of(bytes("stored"));
    }
    if (script == ListScript.PASS) {
      entries.remove(list);
      put(lock, bytes("pass"), number(arguments.get(1)));
    }
    return List.of();
  }

  private List<byte[]> find(String list, String lock, List<byte[]> arguments) {
    byte[] found = value(list);
    byte[] unusable = arguments.get(2);
    if (found != null
        && found.length <= number(arguments.get(3))
        && (unusable.length == 0 || !startsWith(found, unusable))) {
      return List.of(bytes("list"), found, bytes(Long.toString(left(list))));
    }
    byte[] held = value(lock);
    if (held != null && Arrays.equals(held, bytes("pass"))) {
      return List.of(bytes("pass"));
    }
    if (held != null && !Arrays.equals(held, arguments.get(0))) {
      return List.of(bytes("busy"));
    }
    put(lock, arguments.get(0), number(arguments.get(1)));
    return List.of(bytes("locked"));
  }

  private byte @Nullable [] value(String name) {
    Entry entry = entries.get(name);
    return entry == null || entry.untilMillis() <= now() ? null : entry.value().getBytes();
  }

  private long left(String name) {
    Entry entry = entries.get(name);
    return entry == null ? -2 : entry.untilMillis() - now();
  }

  private long now() {
    return time.millis() - HandTime.START.toEpochMilli();
  }

  private static boolean startsWith(byte[] bytes, byte[] beginning) {
    return Arrays.equals(Arrays.copyOf(bytes, Math.min(bytes.length, beginning.length)), beginning);
  }

  private static long number(byte[] text) {
    return Long.parseLong(new String(text, StandardCharsets.UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
