package dev.bimgate.gateway.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Passes a body that is not JSON unchanged, unless it contains the name of a member to remove.
 *
 * <p>Bimplus might send the same data in a form from which we cannot remove the member, XML for
 * instance; there the name precedes its value, so stopping at the name is in time. Case is ignored,
 * and so are NUL bytes, which finds the name in UTF-16 too.
 */
final class NameFilter implements BodyFilter {

  private final List<String> names;
  private final int longestLength;

  /** The end of what was passed on, as long as the beginning of a name can be; a char is a byte. */
  private String tail = "";

  private boolean rejected;

  NameFilter(Set<String> names) {
    this.names = names.stream().map(name -> comparable(name.getBytes(UTF_8))).toList();
    longestLength = this.names.stream().mapToInt(String::length).max().orElse(0);
  }

  @Override
  public void feed(byte[] bytes, int from, int to, Sink sink) throws MalformedBodyException {
    String text = tail + comparable(new String(bytes, from, to - from, ISO_8859_1));
    rejected = rejected || names.stream().anyMatch(text::contains);
    if (rejected) {
      throw new MalformedBodyException(Fault.NAME_IN_OTHER_FORM);
    }
    tail = text.substring(Math.max(0, text.length() - longestLength));
    sink.accept(bytes, from, to - from);
  }

  @Override
  public void finish() {}

  private static String comparable(byte[] bytes) {
    return comparable(new String(bytes, ISO_8859_1));
  }

  private static String comparable(String bytesAsChars) {
    return bytesAsChars.replace("\0", "").toLowerCase(Locale.ROOT);
  }
}
