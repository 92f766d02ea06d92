package dev.bimgate.gateway.peers;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What a Valkey does with the commands of the protocol: each is executed at once and as a whole, on
 * data that can be lost in all the ways in which Valkey loses data.
 */
final class FakeValkey {

  private static final Keys KEYS = new Keys("bimgate:{p}:");

  private final SimulatedTime time;
  private final SplittableRandom random;
  private final List<Blocked> blocked = new ArrayList<>();
  private Data data = new Data();
  private int logLength = 10_000;
  private String runId = "run0";
  private String replicationId = "replid0";
  private boolean isReplica;
  private boolean isFull;

  FakeValkey(SimulatedTime time, SplittableRandom random) {
    this.time = time;
    this.random = random;
  }

  /** Everything that is lost when memory is. */
  private static final class Data {
    final Map<String, Map<String, String>> hashes = new HashMap<>();
    final Map<String, FakeStream<Entry>> logs = new HashMap<>();
    final Map<String, FakeStream<Acknowledged>> acknowledgements = new HashMap<>();

    Data copy() {
      Data copy = new Data();
      hashes.forEach((key, hash) -> copy.hashes.put(key, new HashMap<>(hash)));
      logs.forEach((key, log) -> copy.logs.put(key, log.copy()));
      acknowledgements.forEach((key, stream) -> copy.acknowledgements.put(key, stream.copy()));
      return copy;
    }
  }

  private record Acknowledged(String session, long position) {}

  private record Blocked(Command.Read read, long untilNanos, Consumer<Reply> onReply) {}

  /** A copy of the data, as a replica or an append-only file has it. */
  Runnable snapshot() {
    Data copy = data.copy();
    return () -> data = copy.copy();
  }

  void flush() {
    data = new Data();
  }

  void deleteRegistries() {
    data.hashes.clear();
  }

  void deleteLogs() {
    data.logs.clear();
  }

  void deleteAcknowledgements() {
    data.acknowledgements.clear();
  }

  void trimLogs(int atMost) {
    data.logs.values().forEach(log -> log.trim(atMost));
  }

  void limitLogs(int atMost) {
    logLength = atMost;
  }

  void setFull(boolean full) {
    isFull = full;
  }

  /** Another process from now on: the connections to the old one are cut by whoever calls this. */
  void restarted() {
    runId = "run" + random.nextInt(Integer.MAX_VALUE);
    blocked.clear();
    promoted();
  }

  void demoted() {
    isReplica = true;
    List.copyOf(blocked).forEach(one -> one.onReply.accept(new Reply.Failed(SessionEnd.DEMOTED)));
    blocked.clear();
  }

  void promoted() {
    isReplica = false;
    replicationId = "replid" + random.nextInt(Integer.MAX_VALUE);
  }

  private String history() {
    return runId + "/" + replicationId;
  }

  /** Executes a command; the reply of a blocking one may come later. */
  void execute(Command command, Consumer<Reply> onReply) {
    if (command instanceof Command.Read read) {
      read(new Blocked(read, time.nanos() + Command.Read.BLOCK.toNanos(), onReply));
    } else if (command instanceof Command.Identify) {
      onReply.accept(new Reply.Identified(history()));
    } else if (command instanceof Command.Load) {
      onReply.accept(new Reply.Loaded(List.of()));
    } else if (isReplica) {
      onReply.accept(new Reply.Failed(SessionEnd.DEMOTED));
    } else if (isFull) {
      onReply.accept(new Reply.Failed(SessionEnd.REJECTED));
    } else {
      onReply.accept(write(command));
    }
  }

  private Reply write(Command command) {
    if (command instanceof Command.FindEra find) {
      return new Reply.EraFound(
          registry(find.history()).computeIfAbsent(Registry.ERA_FIELD, absent -> find.candidate()));
    } else if (command instanceof Command.Join join) {
      increment(registry(join.era().history()), join.session());
      registry(join.era().history()).keySet().removeAll(join.earlier());
      return snapshot(join.era());
    } else if (command instanceof Command.Renew renew) {
      increment(registry(renew.era().history()), renew.session());
      return snapshot(renew.era());
    } else if (command instanceof Command.Publish publish) {
      return publish(publish);
    }
    remove(command);
    return new Reply.Done();
  }

  private void remove(Command command) {
    if (command instanceof Command.Acknowledge one) {
      String key = KEYS.acknowledgements(one.era(), one.sender());
      data.acknowledgements
          .computeIfAbsent(key, absent -> new FakeStream<>())
          .add(new Acknowledged(one.session(), one.position()), Command.Acknowledge.LENGTH);
      wake();
    } else if (command instanceof Command.Remove one) {
      registry(one.era().history()).remove(one.session(), Long.toString(one.counter()));
    } else if (command instanceof Command.Leave one) {
      registry(one.era().history()).remove(one.session());
    } else if (command instanceof Command.DeleteRegistry one) {
      data.hashes.remove(KEYS.registry(one.era().history()));
    }
  }

  private Reply publish(Command.Publish publish) {
    Era era = publish.era();
    FakeStream<Entry> log = data.logs.computeIfAbsent(KEYS.log(era), absent -> new FakeStream<>());
    byte[] sealed = publish.publication().sealed();
    long position = log.add(new Entry(0, publish.session(), sealed), logLength);
    increment(registry(era.history()), Registry.publishedField(era.name()));
    wake();
    return new Reply.Published(history(), Registry.of(registry(era.history())), position);
  }

  private Reply snapshot(Era era) {
    FakeStream<Entry> log = data.logs.getOrDefault(KEYS.log(era), new FakeStream<>());
    return new Reply.Snapshot(history(), Registry.of(registry(era.history())), log.logEnd());
  }

  private Map<String, String> registry(String history) {
    return data.hashes.computeIfAbsent(KEYS.registry(history), absent -> new HashMap<>());
  }

  private static void increment(Map<String, String> hash, String field) {
    hash.merge(field, "1", (old, one) -> Long.toString(Long.parseLong(old) + 1));
  }

  private void read(Blocked read) {
    if (!serve(read)) {
      blocked.add(read);
      time.at(
          read.untilNanos,
          () -> {
            if (blocked.remove(read)) {
              read.onReply.accept(
                  new Reply.Entries(List.of(), Map.of(), read.read.acknowledgedAfter()));
            }
          });
    }
  }

  private void wake() {
    blocked.removeIf(this::serve);
  }

  private boolean serve(Blocked one) {
    Command.Read read = one.read;
    List<Entry> entries =
        data
            .logs
            .getOrDefault(KEYS.log(read.era()), new FakeStream<>())
            .after(read.after(), Command.Read.COUNT)
            .stream()
            .map(entry -> new Entry(entry.number(), entry.value().sender(), entry.value().sealed()))
            .toList();
    List<FakeStream.Numbered<Acknowledged>> acknowledged =
        data.acknowledgements
            .getOrDefault(KEYS.acknowledgements(read.era(), read.session()), new FakeStream<>())
            .after(number(read.acknowledgedAfter()), Command.Read.COUNT);
    if (entries.isEmpty() && acknowledged.isEmpty()) {
      return false;
    }
    Map<String, Long> positions = new HashMap<>();
    acknowledged.forEach(
        each -> positions.merge(each.value().session, each.value().position, Math::max));
    String until =
        acknowledged.isEmpty()
            ? read.acknowledgedAfter()
            : "0-" + acknowledged.get(acknowledged.size() - 1).number();
    one.onReply.accept(new Reply.Entries(entries, positions, until));
    return true;
  }

  private static long number(String id) {
    return Long.parseLong(id, id.indexOf('-') + 1, id.length(), 10);
  }
}
