package dev.bimgate.cache.byteform;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Validators;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Keys, responses and invalidations as bytes, for use outside this process: version 2 of the form
 * that docs/byte-form.md specifies.
 *
 * <p>There is one form for each key and one key for each form, so two keys are equal exactly if
 * their bytes are. Input is untrusted: it is that one form, or a {@link ByteFormException}.
 */
public final class ByteForm {

  /** The version that is written, and the only one that is read. */
  static final int VERSION = 2;

  private static final int KEY = 1;
  private static final int ANSWER = 2;
  private static final int INVALIDATION = 3;

  /** They belong to a message on a connection, and would frame another body than the stored one. */
  private static final Set<String> FRAMING =
      Set.of("connection", "content-length", "transfer-encoding");

  private ByteForm() {}

  /**
   * The form of a key.
   *
   * @throws ByteFormException if a part is no UTF-8 text or longer than 65,535 bytes
   */
  public static byte[] ofKey(CacheKey key) throws ByteFormException {
    FormWriter to = begun(KEY, 256);
    KeyForm.write(key, to);
    return to.bytes();
  }

  /**
   * The key of a form.
   *
   * @param routes those that it may be of
   * @throws ByteFormException if these bytes are not exactly what {@link #ofKey} writes
   */
  public static CacheKey key(byte[] form, Collection<? extends CacheRoute> routes)
      throws ByteFormException {
    FormReader from = begun(form, KEY);
    CacheKey key = KeyForm.read(from, routes);
    from.end();
    return key;
  }

  /**
   * The form of an invalidation.
   *
   * @throws ByteFormException if a part is no UTF-8 text or longer than 65,535 bytes, or a team is
   *     given to a route that has none
   */
  public static byte[] ofInvalidation(Invalidation invalidation) throws ByteFormException {
    FormWriter to = begun(INVALIDATION, 256);
    InvalidationForm.write(invalidation, to);
    return to.bytes();
  }

  /**
   * The invalidation of a form.
   *
   * @param routes those that it may be of
   * @throws ByteFormException if these bytes are not exactly what {@link #ofInvalidation} writes
   */
  public static Invalidation invalidation(byte[] form, Collection<? extends CacheRoute> routes)
      throws ByteFormException {
    FormReader from = begun(form, INVALIDATION);
    Invalidation invalidation = InvalidationForm.read(from, routes);
    from.end();
    return invalidation;
  }

  /**
   * The form of a response, with its gzip form and ETag, so that neither has to be computed again.
   * Times and durations are in milliseconds, as in the cache.
   *
   * @throws ByteFormException if a text is no UTF-8 text or longer than 65,535 bytes, or a number
   *     out of the bounds of the form
   */
  public static byte[] ofResponse(ListResponse response) throws ByteFormException {
    FormWriter to = begun(ANSWER, (int) Math.min(Integer.MAX_VALUE / 2, response.weightBytes()));
    to.count(known(response.status()));
    to.millis(response.arrivedAt().toEpochMilli());
    to.duration(response.receivedAge());
    CacheabilityForm.write(response.cacheability(), to);
    to.textOrNone(response.validators().etag());
    to.textOrNone(response.validators().lastModified());
    to.textOrNone(response.etag());
    to.count(response.headers().size());
    for (Header header : response.headers()) {
      to.text(header.name());
      to.text(header.value());
    }
    to.block(response.body());
    byte[] gzip = response.gzipBody();
    to.octet(gzip == null ? 0 : 1);
    if (gzip != null) {
      to.block(gzip);
    }
    return to.bytes();
  }

  /**
   * The response of a form.
   *
   * @throws ByteFormException if these bytes are not exactly what {@link #ofResponse} writes
   */
  public static ListResponse response(byte[] form) throws ByteFormException {
    FormReader from = begun(form, ANSWER);
    int status = known(from.count());
    Instant arrivedAt = Instant.ofEpochMilli(from.millis());
    Duration receivedAge = from.duration();
    Cacheability cacheability = CacheabilityForm.read(from);
    var validators = new Validators(from.textOrNone(), from.textOrNone());
    String etag = from.textOrNone();
    List<Header> headers = headers(from);
    byte[] body = from.block();
    byte[] gzip = from.isThere() ? from.block() : null;
    from.end();
    try {
      return ListResponse.builder(status, body, arrivedAt)
          .headers(headers)
          .validators(validators)
          .receivedAge(receivedAge)
          .cacheability(cacheability)
          .etag(etag)
          .again(gzip);
    } catch (IllegalArgumentException malformed) {
      throw new ByteFormException("a malformed ETag");
    }
  }

  private static FormWriter begun(int what, int expectedBytes) {
    FormWriter to = new FormWriter(expectedBytes);
    to.octet(VERSION);
    to.octet(what);
    return to;
  }

  private static FormReader begun(byte[] form, int what) throws ByteFormException {
    FormReader from = new FormReader(form);
    if (from.octet() != VERSION) {
      throw new ByteFormException("another version");
    }
    if (from.octet() != what) {
      throw new ByteFormException("something else");
    }
    return from;
  }

  /** A final status (RFC 9110, section 15). */
  private static int known(int status) throws ByteFormException {
    if (status < 200 || status > 599) {
      throw new ByteFormException("no final status");
    }
    return status;
  }

  private static List<Header> headers(FormReader from) throws ByteFormException {
    int count = from.count();
    List<Header> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      headers.add(header(from.text(), from.text()));
    }
    return headers;
  }

  private static Header header(String name, String value) throws ByteFormException {
    if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      throw new ByteFormException("a header that frames a message");
    }
    try {
      return new Header(name, value);
    } catch (IllegalArgumentException malformed) {
      throw new ByteFormException("a malformed header");
    }
  }
}
