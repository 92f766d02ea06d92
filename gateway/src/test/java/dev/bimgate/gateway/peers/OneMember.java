package dev.bimgate.gateway.peers;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A {@link Membership} whose replies and clocks a test gives by hand. Its sessions are s1, s2… */
final class OneMember implements PeerOutput {

  static final Duration LEASE = Duration.ofSeconds(2);

  /** Of an era in which this gateway is first. */
  static final String ERA = "s1-2000";

  final List<Command> sent = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  final List<Command> unanswered = new ArrayList<>();
  final Membership membership;
  private Now now = new Now(0, 0);
  private int sessions;
  private int attempts;

  OneMember() {
    membership =
        new Membership(
            new Timing(LEASE),
            () -> "s" + ++sessions,
            new Random(1),
            () -> "everything".getBytes(StandardCharsets.UTF_8),
            this);
  }

  /** A gateway alone, of which the registry is old, and which trusts its lists. */
  static OneMember joined() {
    OneMember member = new OneMember();
    member.connect();
    member.enter(ERA, 0);
    for (int counter = 2; counter <= 6; counter++) {
      member.renew(Map.of("s1", (long) counter), 0);
      member.read();
    }
    return member;
  }

  Now now() {
    return now;
  }

  boolean isTrusted() {
    return membership.lease().isValid(now);
  }

  /** Both clocks go on, and what is due happens. */
  void pass(Duration duration) {
    now = new Now(now.nanos() + duration.toNanos(), now.wallMillis() + duration.toMillis());
    membership.tick(now);
  }

  /** The clocks go on while nothing runs. */
  void pass(Duration nanos, Duration wall) {
    now = new Now(now.nanos() + nanos.toNanos(), now.wallMillis() + wall.toMillis());
  }

  void connect() {
    pass(Duration.ofSeconds(1));
    membership.connected(attempts, now);
    for (int lanes = 0; lanes < Lane.values().length; lanes++) {
      reply(Command.Identify.class, new Reply.Identified("h"));
    }
  }

  /** From the era to the rules that outlive sessions. */
  void enter(String era, long logEnd) {
    reply(Command.FindEra.class, new Reply.EraFound(era));
    join(era, Map.of("s" + sessions, 1L), logEnd);
    reply(Command.Load.class, new Reply.Loaded(List.of()));
  }

  void join(String era, Map<String, Long> counters, long logEnd) {
    reply(Command.Join.class, new Reply.Snapshot("h", new Registry(era, logEnd, counters), logEnd));
  }

  void renew(Map<String, Long> counters, long logEnd) {
    pass(LEASE.dividedBy(4));
    renewed(new Reply.Snapshot("h", new Registry(ERA, logEnd, counters), logEnd));
  }

  void renewed(Reply.Snapshot snapshot) {
    reply(Command.Renew.class, snapshot);
  }

  Publication publish(String text) {
    return membership.publish(text.getBytes(StandardCharsets.UTF_8), List.of(), now);
  }

  void published(long position, Map<String, Long> counters) {
    reply(
        Command.Publish.class,
        new Reply.Published("h", new Registry(ERA, position, counters), position));
  }

  void read(Entry... entries) {
    read(Map.of(), entries);
  }

  void read(Map<String, Long> acknowledged, Entry... entries) {
    reply(Command.Read.class, new Reply.Entries(List.of(entries), acknowledged, "0-0"));
  }

  static Entry entry(long position, String sender) {
    return new Entry(position, sender, ("m" + position).getBytes(StandardCharsets.UTF_8));
  }

  /** Replies to the first command of that kind that has no reply. */
  <C extends Command> C reply(Class<C> kind, Reply reply) {
    C command =
        unanswered.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
    unanswered.removeIf(one -> one == command);
    membership.received(command, reply, now);
    return command;
  }

  <C extends Command> Stream<C> sent(Class<C> kind) {
    return sent.stream().filter(kind::isInstance).map(kind::cast);
  }

  static Map<String, Long> members(Object... sessionsAndCounters) {
    Map<String, Long> members = new HashMap<>();
    for (int at = 0; at < sessionsAndCounters.length; at += 2) {
      members.put(
          (String) sessionsAndCounters[at], ((Number) sessionsAndCounters[at + 1]).longValue());
    }
    return members;
  }

  @Override
  public void connect(int attempt) {
    attempts = attempt;
  }

  @Override
  public void disconnect() {
    unanswered.clear();
  }

  @Override
  public void send(Command command) {
    sent.add(command);
    unanswered.add(command);
  }

  @Override
  public void joined(Era era, long position) {
    events.add("joined at " + position);
  }

  @Override
  public void load(List<Change> rules) {
    events.add("loaded");
  }

  @Override
  public void apply(Entry entry) {
    events.add("applied " + text(entry.sealed()));
  }

  @Override
  public void applyHere(Publication publication) {
    events.add("applied here " + text(publication.sealed()));
  }

  @Override
  public void completed(Publication publication, PublicationOutcome outcome) {
    events.add(outcome + " " + text(publication.sealed()));
  }

  @Override
  public void ended(SessionEnd cause) {
    events.add("ended " + cause);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
