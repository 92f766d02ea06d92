package dev.bimgate.cache.byteform;

import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.CacheRoute;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.User;
import dev.bimgate.cache.model.Validators;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keys and responses as bytes, for stores outside this process: version 2 of the form that
 * docs/byte-form.md specifies.
 *
 * <p>There is one form for each key and one key for each form, so two keys are equal exactly if
 * their bytes are. Input is untrusted: it is that one form, or a {@link ByteFormException}.
 */
public final class ByteForm {

  /** The version that is written, and the only one that is read. */
  static final int VERSION = 2;

  private static final int KEY = 1;
  private static final int ANSWER = 2;

  private ByteForm() {}

  /**
   * The form of a key.
   *
   * @throws ByteFormException if a part is no UTF-8 text or longer than 65,535 bytes
   */
  public static byte[] ofKey(CacheKey key) throws ByteFormException {
    FormWriter to = begun(KEY, 256);
    to.text(key.route().name());
    to.text(key.team());
    to.text(key.query());
    to.text(key.variant());
    Caller caller = key.caller();
    to.text(caller.user().issuer());
    to.text(caller.user().subject());
    to.text(caller.app());
    to.texts(new TreeSet<>(caller.scopes()));
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
    CacheRoute route = route(from.text(), routes);
    String team = from.text();
    String query = from.text();
    String variant = from.text();
    User user = new User(from.text(), from.text());
    Caller caller = new Caller(user, from.text(), scopes(from));
    from.end();
    if (!route.perTeam() && !team.isEmpty()) {
      throw new ByteFormException("a team where there is none");
    }
    return CacheKey.of(route, caller, team, query).variant(variant);
  }

  private static CacheRoute route(String name, Collection<? extends CacheRoute> routes)
      throws ByteFormException {
    for (CacheRoute route : routes) {
      if (route.name().equals(name)) {
        return route;
      }
    }
    throw new ByteFormException("no such route");
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
    return ListResponse.builder(status, body, arrivedAt)
        .headers(headers)
        .validators(validators)
        .receivedAge(receivedAge)
        .cacheability(cacheability)
        .again(etag, gzip);
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

  /** Ascending and each once: in any other order one key would have several forms. */
  private static Set<String> scopes(FormReader from) throws ByteFormException {
    List<String> scopes = from.texts();
    Set<String> ascending = new TreeSet<>(scopes);
    if (!List.copyOf(ascending).equals(scopes)) {
      throw new ByteFormException("scopes out of order");
    }
    return ascending;
  }

  private static List<Header> headers(FormReader from) throws ByteFormException {
    int count = from.count();
    List<Header> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      headers.add(new Header(from.text(), from.text()));
    }
    return headers;
  }
}
