package dev.bimgate.gateway.token.keys;

import dev.bimgate.gateway.token.result.RejectionReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The usable keys of one issuer from one fetch. */
final class KeySet {

  private final List<IssuerKey> keys;
  private final Map<String, List<IssuerKey>> byKeyId;

  KeySet(List<IssuerKey> keys) {
    this.keys = List.copyOf(keys);
    this.byKeyId =
        this.keys.stream()
            .filter(key -> key.keyId() != null)
            .collect(Collectors.groupingBy(key -> Objects.requireNonNull(key.keyId())));
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /**
   * Finds the key of a token; without {@code kid}, only one may fit.
   *
   * @return {@link RejectionReason#UNKNOWN_KEY} if a fetch might bring it
   */
  KeyLookup find(@Nullable String keyId, String algorithm) {
    List<IssuerKey> named = keyId == null ? keys : byKeyId.getOrDefault(keyId, List.of());
    List<IssuerKey> fitting = named.stream().filter(key -> key.fits(algorithm)).toList();
    if (fitting.size() == 1) {
      return new KeyLookup.Found(fitting.get(0));
    }
    boolean unknown = keyId == null || named.isEmpty();
    return new KeyLookup.Missing(
        unknown ? RejectionReason.UNKNOWN_KEY : RejectionReason.KEY_MISMATCH);
  }

  /** Any key that fits. */
  @Nullable IssuerKey anyFor(String algorithm) {
    return keys.stream().filter(key -> key.fits(algorithm)).findFirst().orElse(null);
  }

  /** The set after a fetch; unchanged keys stay the same objects. */
  KeySet renewedBy(List<IssuerKey> fetched) {
    List<IssuerKey> renewed = new ArrayList<>(fetched.size());
    for (IssuerKey key : fetched) {
      IssuerKey same = sameAs(key, keys);
      if (sameAs(key, renewed) == null) {
        renewed.add(same == null ? key : same);
      }
    }
    return new KeySet(renewed);
  }

  /** Withdraws the keys missing from the later set. */
  void withdrawAllBut(KeySet later) {
    for (IssuerKey key : keys) {
      if (!later.keys.contains(key)) {
        key.withdraw();
      }
    }
  }

  private static @Nullable IssuerKey sameAs(IssuerKey key, List<IssuerKey> among) {
    return among.stream().filter(key::isSameAs).findFirst().orElse(null);
  }
}
