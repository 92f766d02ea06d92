package dev.bimgate.deployment.faults;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How clients ask for a list: plain or packed, in a language, with what they know already, and with
 * the directives of a request (RFC 9111, section 5.2.1).
 */
final class Wishes {

  private static final String CACHE_CONTROL = "Cache-Control";
  private static final String FROM_MEMORY = "only-if-cached";
  private static final List<String> LANGUAGES = List.of("de", "en");

  private final Random random;

  Wishes(Random random) {
    this.random = random;
  }

  /** The call as one of the clients would send it that knows an answer with this tag. */
  Call added(Call call, @Nullable String etag) {
    Call sent = random.nextInt(20) == 0 ? call.asHead() : call;
    if (random.nextInt(3) == 0) {
      sent = sent.with("Accept-Encoding", "gzip");
    }
    if (random.nextInt(3) == 0) {
      sent = sent.with("Accept-Language", LANGUAGES.get(random.nextInt(LANGUAGES.size())));
    }
    if (etag == null || random.nextInt(3) > 0) {
      return directed(sent);
    }
    Call conditional = sent.with("If-None-Match", etag);
    // The vendor's SDK sends both, always.
    return random.nextBoolean()
        ? conditional.with(CACHE_CONTROL, "no-cache")
        : directed(conditional);
  }

  /** Whether Bimplus may not be asked for the answer to this call. */
  static boolean isFromMemory(Call call) {
    return FROM_MEMORY.equals(call.fields().get(CACHE_CONTROL));
  }

  private Call directed(Call call) {
    return switch (random.nextInt(24)) {
      case 0, 1 -> call.with(CACHE_CONTROL, "no-cache");
      case 2 -> call.with(CACHE_CONTROL, FROM_MEMORY);
      case 3 -> call.with(CACHE_CONTROL, "max-stale=3");
      case 4 -> call.with(CACHE_CONTROL, "max-age=1, min-fresh=1");
      case 5 -> call.with(CACHE_CONTROL, "no-store");
      default -> call;
    };
  }
}
