package dev.bimgate.gateway.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 50 MB of one thing after the other, none of which may pile up. */
class JsonRedactorMemoryTest {

  private static final int CHUNK_BYTES = 16 * 1024;
  private static final int CHUNKS = 50 * 1024 * 1024 / CHUNK_BYTES;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long passed;

  static Stream<Arguments> longDocuments() {
    String name = RedactedText.NAME;
    return Stream.of(
        Arguments.of("a long string", "[\"", "a", "\"]", true),
        Arguments.of("long text of escapes", "[\"", "\\\"", "\"]", true),
        Arguments.of("a long number", "[1", "0", "]", true),
        Arguments.of("many members", "{\"a\":1", ",\"teamWork\":{} ", "}", true),
        Arguments.of("a long name", "{\"" + name, "a", "\":1}", true),
        Arguments.of("whitespace behind a comma", "{\"a\":1,", "  ", "\"b\":1}", true),
        Arguments.of("whitespace in front of a comma", "{\"a\":1", "\n ", ",\"b\":1}", true),
        Arguments.of("a long value removed", "{\"" + name + "\":\"", "a", "\"}", false),
        Arguments.of("many members removed", "{\"a\":1", ",\"" + name + "\":10", "}", false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("longDocuments")
  void memoryIsConstant(String what, String head, String filling, String end, boolean passes)
      throws Exception {
    byte[] chunk = filling.repeat(CHUNK_BYTES / filling.length()).getBytes(ISO_8859_1);
    JsonRedactor redactor = new JsonRedactor(Set.of(RedactedText.NAME));
    feed(redactor, head.getBytes(ISO_8859_1));
    long longestLag = 0;
    long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    for (int i = 1; i <= CHUNKS; i++) {
      feed(redactor, chunk);
      longestLag = Math.max(longestLag, (long) i * chunk.length - passed);
    }
    feed(redactor, end.getBytes(ISO_8859_1));
    redactor.finish();
    long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;

    if (passes) {
      assertThat(longestLag).as("bytes held back").isLessThan(2 * CHUNK_BYTES);
    } else {
      assertThat(passed).as("bytes that came out").isLessThan(10);
      assertThat(allocated).as("bytes allocated").isLessThan(1024 * 1024);
    }
  }

  private void feed(JsonRedactor redactor, byte[] bytes) throws MalformedBodyException {
    redactor.feed(bytes, 0, bytes.length, (piece, from, length) -> passed += length);
  }
}
