package dev.bimgate.gateway.peers;

import io.vertx.core.Context;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The rules that outlive sessions: applied when a session joins and about each hour after that,
 * stored again where Valkey lacks them, and removed once they have expired. They are opened and
 * sealed beside the event loop: a hundred thousand take more than a lease.
 *
 * <p>Belongs to one event loop.
 */
final class StoredRules {

  /** Changes that go into one transaction. */
  private static final int MAX_CHANGES = 1_000;

  /** Changes of one run; the next one makes the others. */
  static final int MAX_CHANGES_OF_A_RUN = 20_000;

  private static final long SHORTEST_DELAY_MILLIS = Duration.ofMinutes(30).toMillis();
  private static final long LONGEST_DELAY_MILLIS = Duration.ofMinutes(90).toMillis();

  private final Context eventLoop;
  private final PeerRules rules;
  private final Supplier<Collection<PeerTopic>> topics;
  private final Consumer<List<Change>> publish;
  private PeerRules.Opened opened = PeerRules.Opened.NOTHING;

  /**
   * @param publish stores some changes
   */
  StoredRules(
      Context eventLoop,
      PeerRules rules,
      Supplier<Collection<PeerTopic>> topics,
      Consumer<List<Change>> publish) {
    this.eventLoop = eventLoop;
    this.rules = rules;
    this.topics = topics;
    this.publish = publish;
  }

  /** When to do it again, in milliseconds: random, so that gateways do it one after the other. */
  static long nextMillis(RandomGenerator random) {
    return random.nextLong(SHORTEST_DELAY_MILLIS, LONGEST_DELAY_MILLIS);
  }

  /**
   * Opens what is stored.
   *
   * @param then may {@link #apply} it
   */
  void open(Reply.Loaded stored, Runnable then) {
    eventLoop
        .executeBlocking(() -> rules.open(stored.rules()), false)
        .onSuccess(
            found -> {
              opened = found;
              then.run();
            });
  }

  /** Applies what was opened last, before it returns; then changes what is stored. */
  void apply() {
    PeerRules.Opened found = opened;
    // First: what they say more is then missing under the first key.
    List<PeerTopic.Amendment> ofFormer =
        found.former().isEmpty()
            ? List.of()
            : load(found.former().stream().map(PeerRules.Former::rule).toList());
    List<PeerTopic.Amendment> amendments = load(found.rules());
    eventLoop
        .executeBlocking(() -> rules.changes(found, ofFormer, amendments), false)
        .onSuccess(this::store);
  }

  private List<PeerTopic.Amendment> load(List<PeerRule> found) {
    return topics.get().stream().map(topic -> topic.load(of(topic, found))).toList();
  }

  private static List<PeerRule> of(PeerTopic topic, List<PeerRule> found) {
    return found.stream().filter(rule -> topic.hashes().contains(rule.hash())).toList();
  }

  private void store(List<Change> all) {
    List<Change> changes = all.subList(0, Math.min(all.size(), MAX_CHANGES_OF_A_RUN));
    for (int from = 0; from < changes.size(); from += MAX_CHANGES) {
      publish.accept(changes.subList(from, Math.min(changes.size(), from + MAX_CHANGES)));
    }
  }
}
