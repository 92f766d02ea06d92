package dev.bimgate.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bimgate.cache.http.FieldLines;
import dev.bimgate.cache.http.Variance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * By what the answers to a question vary, and which of them are kept (RFC 9111, section 4.1).
 *
 * <p>Costs nothing until upstream has sent the first {@code Vary}. What is forgotten costs a load.
 */
final class Variants {

  /** Ways in which answers to one question vary; upstream has one, unless it is being changed. */
  static final int MAX_VARIANCES = 4;

  /** Answers kept for one question. */
  static final int MAX_PER_QUESTION = 8;

  /** Keys of answers to questions that vary; a long key counts as several. */
  static final int MAX_KEYS = 40_000;

  private record Known(List<Variance> latestFirst, List<ListKey> oldestFirst) {
    static final Known NOTHING = new Known(List.of(Variance.NONE), List.of());
  }

  private final Cache<ListKey, Known> questions =
      Caffeine.newBuilder()
          .maximumWeight(MAX_KEYS)
          .weigher(Variants::places)
          .executor(Runnable::run)
          .build();

  private volatile boolean any;

  /** The key of the answer to a request that is kept, or that would be by the latest variance. */
  ListKey select(ListKey question, FieldLines request, Predicate<ListKey> isKept) {
    Known known = any ? questions.getIfPresent(question) : null;
    if (known == null) {
      return question;
    }
    for (Variance variance : known.latestFirst()) {
      ListKey key = keyOf(question, variance, request);
      if (isKept.test(key)) {
        return key;
      }
    }
    return keyOf(question, known.latestFirst().get(0), request);
  }

  /** The keys under which answers to this question were kept, as far as they have varied. */
  List<ListKey> keysOf(ListKey question) {
    Known known = any ? questions.getIfPresent(question) : null;
    return known == null ? List.of() : known.oldestFirst();
  }

  /** The key of an answer to a request. */
  static ListKey keyOf(ListKey question, Variance variance, FieldLines request) {
    return variance.names().isEmpty() ? question : question.variant(variance.variantOf(request));
  }

  /**
   * Notes that an answer is kept.
   *
   * @param surplus takes the keys of those that are too many by now
   */
  void noteKept(ListKey key, Variance variance, Consumer<ListKey> surplus) {
    ListKey question = key.question();
    if (variance.names().isEmpty() && !(any && questions.getIfPresent(question) != null)) {
      return;
    }
    any = true;
    List<ListKey> tooMany = new ArrayList<>();
    questions.asMap().compute(question, (same, known) -> noted(known, key, variance, tooMany));
    tooMany.forEach(surplus);
  }

  private static int places(ListKey question, Known known) {
    return question.places() + known.oldestFirst().stream().mapToInt(ListKey::places).sum();
  }

  private static Known noted(
      @Nullable Known known, ListKey key, Variance variance, List<ListKey> tooMany) {
    Known before = known == null ? Known.NOTHING : known;
    List<Variance> variances = new ArrayList<>(before.latestFirst());
    variances.remove(variance);
    variances.add(0, variance);
    List<ListKey> keys = new ArrayList<>(before.oldestFirst());
    keys.remove(key);
    keys.add(key);
    if (keys.size() > MAX_PER_QUESTION) {
      tooMany.add(keys.remove(0));
    }
    return new Known(
        List.copyOf(variances.subList(0, Math.min(MAX_VARIANCES, variances.size()))),
        List.copyOf(keys));
  }
}
