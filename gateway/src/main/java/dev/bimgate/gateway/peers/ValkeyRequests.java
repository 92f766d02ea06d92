package dev.bimgate.gateway.peers;

import static io.vertx.redis.client.Command.DEL;
import static io.vertx.redis.client.Command.EVAL;
import static io.vertx.redis.client.Command.EXEC;
import static io.vertx.redis.client.Command.HDEL;
import static io.vertx.redis.client.Command.HGET;
import static io.vertx.redis.client.Command.HGETALL;
import static io.vertx.redis.client.Command.HINCRBY;
import static io.vertx.redis.client.Command.HSET;
import static io.vertx.redis.client.Command.HSETNX;
import static io.vertx.redis.client.Command.INFO;
import static io.vertx.redis.client.Command.MULTI;
import static io.vertx.redis.client.Command.PEXPIRE;
import static io.vertx.redis.client.Command.XADD;
import static io.vertx.redis.client.Command.XREAD;
import static io.vertx.redis.client.Command.XREVRANGE;

import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The Redis commands that each {@link Command} says it stands for, in their order. */
final class ValkeyRequests {

  private static final String SENDER_FIELD = "f";
  private static final String MESSAGE_FIELD = "b";
  private static final String POSITION_FIELD = "p";

  private final Keys keys;

  ValkeyRequests(Keys keys) {
    this.keys = keys;
  }

  List<Request> of(Command command) {
    if (command instanceof Command.Identify) {
      return List.of(Request.cmd(INFO).arg("server"), Request.cmd(INFO).arg("replication"));
    }
    if (command instanceof Command.FindEra find) {
      return findEra(find);
    }
    if (command instanceof Command.Load) {
      return Keys.RULES.stream().map(hash -> Request.cmd(HGETALL).arg(keys.rules(hash))).toList();
    }
    if (command instanceof Command.Read read) {
      return List.of(read(read));
    }
    if (command instanceof Command.Remove remove) {
      return List.of(remove(remove));
    }
    if (command instanceof Command.Leave leave) {
      return List.of(Request.cmd(HDEL).arg(registry(leave.era())).arg(leave.session()));
    }
    if (command instanceof Command.DeleteRegistry delete) {
      return List.of(Request.cmd(DEL).arg(registry(delete.era())));
    }
    return transaction(steps(command));
  }

  private static List<Request> transaction(List<Request> steps) {
    return Stream.of(Stream.of(Request.cmd(MULTI)), steps.stream(), Stream.of(Request.cmd(EXEC)))
        .flatMap(each -> each)
        .toList();
  }

  private List<Request> steps(Command command) {
    if (command instanceof Command.Join join) {
      return join(join);
    }
    if (command instanceof Command.Renew renew) {
      List<Request> steps = new ArrayList<>();
      steps.add(increment(renew.era(), renew.session()));
      addSnapshot(steps, renew.era(), renew.session());
      return steps;
    }
    if (command instanceof Command.Publish publish) {
      return publish(publish);
    }
    return acknowledge((Command.Acknowledge) command);
  }

  private List<Request> findEra(Command.FindEra find) {
    String registry = keys.registry(find.history());
    return List.of(
        Request.cmd(HSETNX).arg(registry).arg(Registry.ERA_FIELD).arg(find.candidate()),
        Request.cmd(HGET).arg(registry).arg(Registry.ERA_FIELD));
  }

  private List<Request> join(Command.Join join) {
    List<Request> steps = new ArrayList<>();
    steps.add(increment(join.era(), join.session()));
    if (!join.earlier().isEmpty()) {
      Request remove = Request.cmd(HDEL).arg(registry(join.era()));
      join.earlier().forEach(remove::arg);
      steps.add(remove);
    }
    addSnapshot(steps, join.era(), join.session());
    return steps;
  }

  private void addSnapshot(List<Request> steps, Era era, String session) {
    long retentionMillis = Command.Renew.RETENTION.toMillis();
    steps.add(Request.cmd(HGETALL).arg(registry(era)));
    steps.add(Request.cmd(XREVRANGE).arg(keys.log(era)).arg("+").arg("-").arg("COUNT").arg(1));
    steps.add(Request.cmd(INFO).arg("replication"));
    Stream.of(registry(era), keys.log(era), keys.acknowledgements(era, session))
        .forEach(key -> steps.add(Request.cmd(PEXPIRE).arg(key).arg(retentionMillis)));
  }

  private List<Request> publish(Command.Publish publish) {
    Era era = publish.era();
    List<Request> steps = new ArrayList<>();
    steps.add(
        append(keys.log(era), Command.Publish.LOG_LENGTH, Keys.NEXT_ID, publish.session())
            .arg(MESSAGE_FIELD)
            .arg(Buffer.buffer(publish.publication().sealed())));
    steps.add(increment(era, Registry.publishedField(era.name())));
    steps.add(Request.cmd(HGETALL).arg(registry(era)));
    steps.add(Request.cmd(INFO).arg("replication"));
    steps.addAll(changes(publish.publication().changes()));
    return steps;
  }

  /** One request for each hash and kind, however many changes there are; removals come first. */
  private Collection<Request> changes(List<Change> changes) {
    Map<String, Request> removals = new LinkedHashMap<>();
    Map<String, Request> others = new LinkedHashMap<>();
    for (Change change : changes) {
      byte[] value = change.value();
      if (value == null) {
        removals.computeIfAbsent(change.hash(), hash -> on(HDEL, hash)).arg(change.field());
      } else {
        others
            .computeIfAbsent(change.hash(), hash -> on(HSET, hash))
            .arg(change.field())
            .arg(Buffer.buffer(value));
      }
    }
    return Stream.concat(removals.values().stream(), others.values().stream()).toList();
  }

  private Request on(io.vertx.redis.client.Command command, String hash) {
    return Request.cmd(command).arg(keys.rules(hash));
  }

  private List<Request> acknowledge(Command.Acknowledge acknowledge) {
    String to = keys.acknowledgements(acknowledge.era(), acknowledge.sender());
    return List.of(
        append(to, Command.Acknowledge.LENGTH, "*", acknowledge.session())
            .arg(POSITION_FIELD)
            .arg(acknowledge.position()),
        Request.cmd(PEXPIRE).arg(to).arg(Command.Renew.RETENTION.toMillis()));
  }

  private static Request append(String stream, int length, String id, String sender) {
    return Request.cmd(XADD)
        .arg(stream)
        .arg("MAXLEN")
        .arg("~")
        .arg(length)
        .arg(id)
        .arg(SENDER_FIELD)
        .arg(sender);
  }

  private Request read(Command.Read read) {
    return Request.cmd(XREAD)
        .arg("COUNT")
        .arg(Command.Read.COUNT)
        .arg("BLOCK")
        .arg(Command.Read.BLOCK.toMillis())
        .arg("STREAMS")
        .arg(keys.log(read.era()))
        .arg(keys.acknowledgements(read.era(), read.session()))
        .arg(Keys.idAt(read.after()))
        .arg(read.acknowledgedAfter());
  }

  private Request remove(Command.Remove remove) {
    return Request.cmd(EVAL)
        .arg(Command.Remove.SCRIPT)
        .arg(1)
        .arg(registry(remove.era()))
        .arg(remove.session())
        .arg(remove.counter());
  }

  private Request increment(Era era, String field) {
    return Request.cmd(HINCRBY).arg(registry(era)).arg(field).arg(1);
  }

  private String registry(Era era) {
    return keys.registry(era.history());
  }
}
