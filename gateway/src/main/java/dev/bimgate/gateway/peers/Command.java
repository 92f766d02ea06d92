package dev.bimgate.gateway.peers;

import java.time.Duration;
import java.util.List;

/**
 * What a session asks of Valkey: each is one Redis command, or one {@code MULTI}. An error reply,
 * or one within {@code EXEC}, is {@link Reply.Failed}. Names of keys: {@link Keys}.
 */
public sealed interface Command {

  /** The connection to send it on. */
  default Lane lane() {
    return Lane.WORD;
  }

  /** How long its reply may take. */
  default Duration timeout() {
    return Timing.COMMAND_TIMEOUT;
  }

  /**
   * Which Valkey the connection leads to: {@code INFO server} and {@code INFO replication}, of
   * which {@code run_id} and {@code master_replid} make the history. Reply: {@link
   * Reply.Identified}.
   */
  record Identify(Lane lane) implements Command {}

  /**
   * The era of the registry, which begins with this one if there is none: {@code HSETNX registry
   * era candidate}, {@code HGET registry era}. Reply: {@link Reply.EraFound}.
   */
  record FindEra(String history, String candidate) implements Command {}

  /**
   * Becomes a member: {@code MULTI}, {@code HINCRBY registry session 1}, {@code HDEL registry} with
   * the earlier sessions of this gateway unless there are none, then as {@link Renew} from {@code
   * HGETALL} on. Reply: {@link Reply.Snapshot}.
   */
  record Join(Era era, String session, List<String> earlier) implements Command {}

  /**
   * What outlives sessions: {@code HGETALL} of each {@link Keys#rules}. Long, so that it is not to
   * delay a renewal. Reply: {@link Reply.Loaded}.
   */
  record Load() implements Command {

    @Override
    public Lane lane() {
      return Lane.LISTS;
    }

    @Override
    public Duration timeout() {
      return Timing.LOAD_TIMEOUT;
    }
  }

  /**
   * Renews the lease: {@code MULTI}, {@code HINCRBY registry session 1}, {@code HGETALL registry},
   * {@code XREVRANGE log + - COUNT 1}, {@code INFO replication}, {@code PEXPIRE} with {@link
   * #RETENTION} of registry, log and own acknowledgements. The history is that of the last {@link
   * Identify} with the {@code master_replid} of now. Reply: {@link Reply.Snapshot}.
   */
  record Renew(Era era, String session) implements Command {
    static final Duration RETENTION = Duration.ofDays(1);
  }

  /**
   * Appends to the log: {@code MULTI}, {@code XADD log MAXLEN ~ 10000 1-* f session b sealed},
   * {@code HINCRBY registry n:era 1}, {@code HGETALL registry}, {@code INFO replication}, then
   * {@code HSET} or {@code HDEL} for each change. Reply: {@link Reply.Published}.
   */
  record Publish(Era era, String session, Publication publication) implements Command {
    static final int LOG_LENGTH = 10_000;
  }

  /**
   * Waits for what follows: {@code XREAD COUNT 500 BLOCK 1000 STREAMS log acknowledgements
   * idAt(after) acknowledgedAfter}. Reply: {@link Reply.Entries}.
   *
   * @param acknowledgedAfter the id of the last acknowledgement; {@code 0-0} at first
   */
  record Read(Era era, String session, long after, String acknowledgedAfter) implements Command {
    static final Duration BLOCK = Duration.ofSeconds(1);
    static final int COUNT = 500;

    @Override
    public Lane lane() {
      return Lane.LOG;
    }

    @Override
    public Duration timeout() {
      return Timing.READ_TIMEOUT;
    }
  }

  /**
   * Lets a sender know what was applied here: {@code MULTI}, {@code XADD acknowledgements MAXLEN ~
   * 1000 * f session p position} and {@code PEXPIRE} with {@link Renew#RETENTION}, of the
   * acknowledgements to the sender. Reply: {@link Reply.Done}.
   *
   * @param position that and all before it are applied
   */
  record Acknowledge(Era era, String session, String sender, long position) implements Command {
    static final int LENGTH = 1_000;
  }

  /**
   * Removes a dead member, unless it has renewed since: {@code EVAL} of {@link #SCRIPT} with the
   * registry, session and counter. Reply: {@link Reply.Done}.
   */
  record Remove(Era era, String session, long counter) implements Command {
    static final String SCRIPT =
        "if redis.call('HGET',KEYS[1],ARGV[1])==ARGV[2] then"
            + " return redis.call('HDEL',KEYS[1],ARGV[1]) end return 0";
  }

  /** Is no member any longer: {@code HDEL registry session}. Reply: {@link Reply.Done}. */
  record Leave(Era era, String session) implements Command {}

  /**
   * Begins a new era where registry and log do not belong together: {@code DEL registry}. For
   * everybody, that is a lost registry. Reply: {@link Reply.Done}.
   */
  record DeleteRegistry(Era era) implements Command {}
}
