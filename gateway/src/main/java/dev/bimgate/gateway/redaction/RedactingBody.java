package dev.bimgate.gateway.redaction;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response on a redacted path: coded bytes of upstream in, redacted bytes without a
 * coding out.
 *
 * <p>The caller feeds a chunk and then takes steps until it is used up. A step does a bounded
 * amount of work and yields a bounded amount of output, whatever the chunk inflates to.
 *
 * <p>Not for responses without a body (to HEAD, 204, 304, {@code Content-Length: 0}): where JSON is
 * declared, an empty body is malformed. The output has no {@code Content-Encoding}, and another
 * length and ETag than upstream's.
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
   * @param kind what it is; not {@link BodyKind#OPAQUE}, whose bodies are not read
   * @param contentEncoding the {@code Content-Encoding} of upstream, null when there is none
   * @param names the members to remove
   * @return empty for an unsupported coding, whose body must not be passed on
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
   * Begins a body that is only decoded.
   *
   * @return empty for an unsupported coding
   */
  static Optional<RedactingBody> decoding(@Nullable String contentEncoding) {
    return ContentDecoder.of(contentEncoding)
        .map(decoder -> new RedactingBody(BodyKind.OTHER, decoder, new NameFilter(Set.of())));
  }

  /** Feeds the next bytes of upstream, once {@link #step} has returned false. */
  public void feed(Buffer chunk) {
    decoder.feed(chunk.getBytes());
  }

  /**
   * Reads at most {@value #STEP_BYTES} decoded bytes.
   *
   * @param output gets the bytes that may be shown: possibly none
   * @return false when all input is used up
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
   * Ends upstream's body, once {@link #step} has returned false.
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

  /** Frees off-heap memory; may be called again. */
  @Override
  public void close() {
    decoder.close();
  }
}
