package dev.bimgate.gateway.peers;

import java.util.List;
import java.util.Map;

/** What Valkey replies to a {@link Command}. */
public sealed interface Reply {

  /** See {@link Command.Identify}. */
  record Identified(String history) implements Reply {}

  /** See {@link Command.FindEra}. */
  record EraFound(String name) implements Reply {}

  /**
   * Registry and log at one time.
   *
   * @param history which Valkey that was
   * @param logEnd the position of the last entry of the log; 0 if there is none
   */
  record Snapshot(String history, Registry registry, long logEnd) implements Reply {}

  /** See {@link Command.Load}. */
  record Loaded(List<Change> rules) implements Reply {}

  /**
   * The registry at the time at which a message was published.
   *
   * @param history which Valkey that was
   * @param position of the message in the log
   */
  record Published(String history, Registry registry, long position) implements Reply {}

  /**
   * What followed in the log, and the acknowledgements; nothing if the read ran out of time.
   *
   * @param acknowledged up to which position each session has applied the log
   * @param acknowledgedUntil the id of the last acknowledgement, or that of the command
   */
  record Entries(List<Entry> entries, Map<String, Long> acknowledged, String acknowledgedUntil)
      implements Reply {}

  /** To a command of which nothing is to be known. */
  record Done() implements Reply {}

  /** Valkey rejected the command. */
  record Failed(SessionEnd cause) implements Reply {}
}
