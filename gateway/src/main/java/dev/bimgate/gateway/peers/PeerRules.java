package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.peers.PeerTopic.Amendment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The sealed form of {@link PeerRule}s: each is a field, whose name tells nothing of its key. */
final class PeerRules {

  private final Seal seal;
  private final Keys keys;

  PeerRules(Seal seal, Keys keys) {
    this.seal = seal;
    this.keys = keys;
  }

  Change store(PeerRule rule) {
    String field = field(rule);
    byte[] text =
        ByteBuffer.allocate(Integer.BYTES + rule.key().length + rule.value().length)
            .putInt(rule.key().length)
            .put(rule.key())
            .put(rule.value())
            .array();
    return new Change(rule.hash(), field, seal.seal(nameOf(rule.hash(), field), text));
  }

  private Change remove(PeerRule rule) {
    return new Change(rule.hash(), field(rule), null);
  }

  /** The rule in a field; empty if it is none that this gateway can open. */
  private Optional<PeerRule> open(Change stored) {
    byte[] sealed = stored.value();
    return sealed == null
        ? Optional.empty()
        : seal.open(nameOf(stored.hash(), stored.field()), sealed)
            .flatMap(text -> read(stored.hash(), text));
  }

  /**
   * What is stored, opened.
   *
   * @param rules under the first key
   * @param former under another key
   */
  record Opened(List<PeerRule> rules, List<Former> former) {

    static final Opened NOTHING = new Opened(List.of(), List.of());
  }

  /** A rule, and the field that another first key has named. */
  record Former(PeerRule rule, String field) {}

  /** Opens what is stored; what does not open is left out, and left there. */
  Opened open(List<Change> stored) {
    List<PeerRule> rules = new ArrayList<>();
    List<Former> former = new ArrayList<>();
    for (Change one : stored) {
      PeerRule rule = open(one).orElse(null);
      if (rule != null && field(rule).equals(one.field())) {
        rules.add(rule);
      } else if (rule != null) {
        former.add(new Former(rule, one.field()));
      }
    }
    return new Opened(rules, former);
  }

  /**
   * The changes that topics ask for: removals come first, as a rule may also be stored again.
   * Former fields go once there is nothing in them that is not stored under the first key, or has
   * expired.
   *
   * @param ofFormer the amendments of the former rules, of which only the expired count
   */
  List<Change> changes(Opened found, List<Amendment> ofFormer, List<Amendment> amendments) {
    Set<String> dispensable = new HashSet<>();
    if (!found.former().isEmpty()) {
      Stream.of(found.rules().stream(), missing(amendments), expired(ofFormer))
          .flatMap(rules -> rules)
          .forEach(rule -> dispensable.add(nameOf(rule.hash(), field(rule))));
    }
    Stream<Change> former =
        found.former().stream()
            .filter(one -> dispensable.contains(nameOf(one.rule().hash(), field(one.rule()))))
            .map(one -> new Change(one.rule().hash(), one.field(), null));
    return Stream.of(
            former, expired(amendments).map(this::remove), missing(amendments).map(this::store))
        .flatMap(changes -> changes)
        .toList();
  }

  private static Stream<PeerRule> missing(List<Amendment> amendments) {
    return amendments.stream().flatMap(one -> one.missing().stream());
  }

  private static Stream<PeerRule> expired(List<Amendment> amendments) {
    return amendments.stream().flatMap(one -> one.expired().stream());
  }

  private static Optional<PeerRule> read(String hash, byte[] text) {
    if (text.length < Integer.BYTES) {
      return Optional.empty();
    }
    int keyLength = ByteBuffer.wrap(text).getInt();
    int valueAt = Integer.BYTES + keyLength;
    return keyLength < 0 || keyLength > text.length - Integer.BYTES
        ? Optional.empty()
        : Optional.of(
            new PeerRule(
                hash,
                Arrays.copyOfRange(text, Integer.BYTES, valueAt),
                Arrays.copyOfRange(text, valueAt, text.length)));
  }

  private String field(PeerRule rule) {
    return seal.name(rule.hash(), rule.key());
  }

  private String nameOf(String hash, String field) {
    return keys.rules(hash) + ":" + field;
  }
}
