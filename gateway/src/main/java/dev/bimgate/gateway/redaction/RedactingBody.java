package dev.bimgate.gateway.redaction;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer on a redacted path: coded bytes of upstream in, redacted bytes without a
 * coding out.
 *
 * <p>The caller hands in a chunk and then takes steps until it is used up. A step does a bounded
 * amount of work and yields a bounded amount of output, whatever the chunk inflates to.
 *
 * <p>Answers without a body (to HEAD, 204, 304, {@code Content-Length: 0}) do not belong here:
 * where JSON is said to come, an empty body is a broken one. What comes out has no {@code
 * Content-Encoding}, another length and another ETag than upstream's.
 */
public final class RedactingBody implements AutoCloseable {

  /** How much of the decoded body one step reads. */
  static final int STEP_BYTES = 16 * 1024;

  private final BodyKind kind;
  private final ContentDecoder decoder;
  private final BodyFilter filter;
  private final byte[] decoded = new byte[STEP_BYTES];
  private boolean empty = true;
  private @Nullable MalformedBodyException broken;

  private RedactingBody(BodyKind kind, ContentDecoder decoder, BodyFilter filter) {
    this.kind = kind;
    this.decoder = decoder;
    this.filter = filter;
  }

  /**
   * Begins a body.
   *
   * @param kind what it is; {@link BodyKind#OPAQUE} bodies are not read, so not given here
   * @param contentEncoding the {@code Content-Encoding} of upstream, null when there is none
   * @param names the members to remove
   * @return empty when we cannot take the coding off, so must not pass the body on
   */
  public static Optional<RedactingBody> of(
      BodyKind kind, @Nullable String contentEncoding, Set<String> names) {
    if (kind == BodyKind.OPAQUE) {
      throw new IllegalArgumentException("an opaque body passes as it came");
    }
    BodyFilter filter = kind == BodyKind.OTHER ? new LikelyJson(names) : new JsonRedactor(names);
    return ContentDecoder.of(contentEncoding)
        .map(decoder -> new RedactingBody(kind, decoder, filter));
  }

  /**
   * Begins a body of which only the coding is taken off.
   *
   * @return empty when that is not possible
   */
  static Optional<RedactingBody> decoding(@Nullable String contentEncoding) {
    return ContentDecoder.of(contentEncoding)
        .map(decoder -> new RedactingBody(BodyKind.OTHER, decoder, new NameRefusal(Set.of())));
  }

  /** Hands in the next bytes of upstream, once {@link #step} has returned false. */
  public void feed(Buffer chunk) {
    decoder.feed(chunk.getBytes());
  }

  /**
   * Reads on for at most {@value #STEP_BYTES} decoded bytes.
   *
   * @param output where the bytes go that may be shown: possibly none
   * @return false when all that was handed in is used up
   * @throws MalformedBodyException when the body cannot be read; it is then over
   */
  public boolean step(Buffer output) throws MalformedBodyException {
    if (broken != null) {
      throw broken;
    }
    try {
      return advance(output);
    } catch (MalformedBodyException e) {
      broken = e;
      throw e;
    }
  }

  private boolean advance(Buffer output) throws MalformedBodyException {
    int length = decoder.read(decoded);
    if (length == 0) {
      return false;
    }
    empty = false;
    filter.feed(decoded, 0, length, output::appendBytes);
    return true;
  }

  /**
   * Says that upstream's body has ended, once {@link #step} has returned false.
   *
   * @throws MalformedBodyException when it ended too early
   */
  public void finish() throws MalformedBodyException {
    if (broken != null) {
      throw broken;
    }
    decoder.finish();
    if (!(empty && kind == BodyKind.UNDECLARED)) {
      filter.finish();
    }
  }

  /** Frees what is held outside the heap; may be called again. */
  @Override
  public void close() {
    decoder.close();
  }
}
