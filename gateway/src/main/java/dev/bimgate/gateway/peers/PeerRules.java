package dev.bimgate.gateway.peers;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sealed form of {@link PeerRule}s: each is a field, whose name tells nothing of its key. */
final class PeerRules {

  private final Seal seal;

  PeerRules(Seal seal) {
    this.seal = seal;
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
   * @param changes store again what was stored under another first key, so that this can go
   */
  record Opened(List<PeerRule> rules, List<Change> changes) {}

  /** Opens what is stored; what does not open is left out, and left there. */
  Opened open(List<Change> stored) {
    List<PeerRule> rules = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (Change one : stored) {
      PeerRule rule = open(one).orElse(null);
      if (rule != null) {
        rules.add(rule);
        if (!field(rule).equals(one.field())) {
          changes.add(new Change(one.hash(), one.field(), null));
          changes.add(store(rule));
        }
      }
    }
    return new Opened(rules, changes);
  }

  /** The changes that topics ask for: removals come first, as a rule may also be stored again. */
  List<Change> changes(List<PeerTopic.Amendment> amendments) {
    return Stream.concat(
            amendments.stream().flatMap(one -> one.expired().stream()).map(this::remove),
            amendments.stream().flatMap(one -> one.missing().stream()).map(this::store))
        .toList();
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

  private static String nameOf(String hash, String field) {
    return hash + ":" + field;
  }
}
