package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;
import java.util.Set;

/**
 * A body that is not declared as JSON, and treated as it when it begins like an array or object.
 *
 * <p>Whitespace, byte order marks and NUL bytes in front are skipped; JSON behind a mark or a NUL
 * is in a form that we do not read, so it is rejected.
 */
final class LikelyJson implements BodyFilter {

  private final JsonRedactor json;
  private final NameFilter other;
  private BodyFilter chosen;
  private boolean undecided = true;
  private boolean marked;

  LikelyJson(Set<String> names) {
    json = new JsonRedactor(names);
    other = new NameFilter(names);
    chosen = other;
  }

  @Override
  public void feed(byte[] bytes, int from, int to, Sink sink) throws MalformedBodyException {
    for (int at = from; undecided && at < to; at++) {
      look(bytes[at] & 0xFF);
    }
    chosen.feed(bytes, from, to, sink);
  }

  private void look(int b) throws MalformedBodyException {
    switch (b) {
      case ' ', '\t', '\r', '\n' -> {}
      case 0x00, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF -> marked = true;
      default -> decide(b == '{' || b == '[');
    }
  }

  private void decide(boolean likely) throws MalformedBodyException {
    if (likely && marked) {
      throw new MalformedBodyException(Fault.NOT_JSON);
    }
    undecided = false;
    chosen = likely ? json : other;
  }

  @Override
  public void finish() throws MalformedBodyException {
    chosen.finish();
  }
}
