package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.context.Sha256;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the replies of one Valkey, in RESP3, to the commands of {@link ValkeyRequests}. */
final class ValkeyReplies {

  private static final int HISTORY_BYTES = 8;

  /** What the client puts before the first error to some commands that were sent together. */
  private static final Pattern IN_BATCH = Pattern.compile("^ERR \\[\\d+] ");

  /** Begins with a word in capitals; what the client says of its connections does not. */
  private static final Pattern ERROR_REPLY = Pattern.compile("[A-Z]+ ");

  private final Keys keys;

  /** Of the last {@link Command.Identify}; empty before. */
  private String runId = "";

  ValkeyReplies(Keys keys) {
    this.keys = keys;
  }

  /**
   * The reply to a command.
   *
   * @param responses one for each request; null for a nil
   */
  Reply of(Command command, List<@Nullable Response> responses) {
    try {
      return read(command, responses);
    } catch (RuntimeException malformed) {
      // Another type than that of the command: somebody else writes there.
      return new Reply.Failed(SessionEnd.REJECTED);
    }
  }

  /** What an error reply, or a failure to get one, says of the session. */
  static Reply.Failed failed(@Nullable String message) {
    String text = message == null ? "" : IN_BATCH.matcher(message).replaceFirst("");
    if (text.startsWith("READONLY") || text.startsWith("UNBLOCKED")) {
      return new Reply.Failed(SessionEnd.DEMOTED);
    }
    return new Reply.Failed(
        ERROR_REPLY.matcher(text).lookingAt() ? SessionEnd.REJECTED : SessionEnd.DISCONNECTED);
  }

  private Reply read(Command command, List<@Nullable Response> responses) {
    if (command instanceof Command.Identify) {
      runId = infoField(required(responses.get(0)), "run_id");
      return new Reply.Identified(history(required(responses.get(1))));
    }
    if (command instanceof Command.FindEra) {
      return new Reply.EraFound(required(responses.get(1)).toString());
    }
    if (command instanceof Command.Load) {
      return loaded(responses);
    }
    if (command instanceof Command.Read read) {
      return entries(read, responses.get(0));
    }
    Response last = required(responses.get(responses.size() - 1));
    if (last.type() != ResponseType.MULTI) {
      return new Reply.Done();
    }
    return errorIn(last)
        .map(ValkeyReplies::failed)
        .map(Reply.class::cast)
        .orElseGet(() -> transaction(command, last));
  }

  private Reply transaction(Command command, Response executed) {
    if (command instanceof Command.Publish) {
      return new Reply.Published(
          history(executed.get(3)),
          registry(executed.get(2)),
          Keys.positionOf(executed.get(0).toString()));
    }
    if (command instanceof Command.Join join) {
      return snapshot(executed, join.earlier().isEmpty() ? 1 : 2);
    }
    return command instanceof Command.Renew ? snapshot(executed, 1) : new Reply.Done();
  }

  private Reply.Snapshot snapshot(Response executed, int from) {
    Response end = executed.get(from + 1);
    long logEnd = end.size() == 0 ? 0 : Keys.positionOf(end.get(0).get(0).toString());
    return new Reply.Snapshot(
        history(executed.get(from + 2)), registry(executed.get(from)), logEnd);
  }

  private static Registry registry(Response fields) {
    Map<String, String> registry = new HashMap<>();
    fields.getKeys().forEach(field -> registry.put(field, fields.get(field).toString()));
    return Registry.of(registry);
  }

  private static Reply.Loaded loaded(List<@Nullable Response> hashes) {
    List<Change> rules = new ArrayList<>();
    for (int i = 0; i < Keys.RULES.size(); i++) {
      String hash = Keys.RULES.get(i);
      Response fields = required(hashes.get(i));
      fields
          .getKeys()
          .forEach(field -> rules.add(new Change(hash, field, fields.get(field).toBytes())));
    }
    return new Reply.Loaded(rules);
  }

  private Reply.Entries entries(Command.Read read, @Nullable Response streams) {
    List<Entry> entries = new ArrayList<>();
    Map<String, Long> acknowledged = new HashMap<>();
    String until = read.acknowledgedAfter();
    if (streams != null) {
      forEach(streams.get(keys.log(read.era())), entry -> entries.add(entry(entry)));
      Response own = streams.get(keys.acknowledgements(read.era(), read.session()));
      forEach(
          own,
          entry -> {
            Response fields = entry.get(1);
            acknowledged.merge(fields.get(1).toString(), fields.get(3).toLong(), Math::max);
          });
      until = own == null || own.size() == 0 ? until : own.get(own.size() - 1).get(0).toString();
    }
    return new Reply.Entries(entries, acknowledged, until);
  }

  /** By index: the iterator of an array skips every other element if their number is even. */
  private static void forEach(@Nullable Response array, Consumer<Response> action) {
    for (int i = 0; array != null && i < array.size(); i++) {
      action.accept(array.get(i));
    }
  }

  private static Entry entry(Response entry) {
    Response fields = entry.get(1);
    return new Entry(
        Keys.positionOf(entry.get(0).toString()),
        fields.get(1).toString(),
        fields.get(3).toBytes());
  }

  private static Optional<String> errorIn(Response executed) {
    for (int i = 0; i < executed.size(); i++) {
      Response one = executed.get(i);
      if (one != null && one.type() == ResponseType.ERROR) {
        return Optional.of(one.toString());
      }
    }
    return Optional.empty();
  }

  private String history(Response replication) {
    byte[] hash = Sha256.of(runId + " " + infoField(replication, "master_replid"));
    return HexFormat.of().formatHex(hash, 0, HISTORY_BYTES);
  }

  private static String infoField(Response info, String name) {
    return info.toString()
        .lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("INFO has no " + name));
  }

  private static Response required(@Nullable Response response) {
    if (response == null) {
      throw new IllegalArgumentException("nil in place of a value");
    }
    return response;
  }
}
