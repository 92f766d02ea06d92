package dev.bimgate.cache.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A complete response of upstream, ready to be served again: immutable, without the headers that
 * belong to one exchange.
 *
 * <p>{@code body()} and {@code gzipBody()} return the stored arrays themselves, without a copy:
 * nobody may write to them.
 */
public final class ListResponse {

  /** Memory of an entry besides its bytes: objects, references, table slots. */
  public static final int ENTRY_OVERHEAD_BYTES = 512;

  /** Memory of a header besides its characters: one record and two strings. */
  static final int FIELD_OVERHEAD_BYTES = 128;

  /** The largest {@code Age}, 2^31 seconds (RFC 9111, section 1.2.2). */
  private static final long MAX_AGE_MILLIS = (1L << 31) * 1000;

  private final int status;
  private final List<Header> headers;
  private final Forms forms;
  private final Validators validators;
  private final @Nullable String etag;
  private final @Nullable String gzipEtag;
  private final Instant arrivedAt;
  private final Duration receivedAge;
  private final Cacheability cacheability;
  private final long arrivedMillis;
  private final long receivedAgeMillis;

  private ListResponse(Builder from, @Nullable String etag, Forms forms) {
    this.status = from.status;
    this.headers = from.headers;
    this.forms = forms;
    this.validators = from.validators;
    this.etag = etag;
    this.gzipEtag = etag == null || etag.startsWith("W/") ? etag : "W/" + etag;
    this.arrivedAt = from.arrivedAt;
    this.receivedAge = from.receivedAge;
    this.cacheability = from.cacheability;
    this.arrivedMillis = arrivedAt.toEpochMilli();
    this.receivedAgeMillis = Math.min(MAX_AGE_MILLIS, Freshness.millis(receivedAge));
  }

  /**
   * Begins a response.
   *
   * @param body the complete body, without content coding
   * @param arrivedAt when its headers had arrived, on the clock of the cache
   */
  public static Builder builder(int status, byte[] body, Instant arrivedAt) {
    return new Builder(status, body, arrivedAt);
  }

  public int status() {
    return status;
  }

  public List<Header> headers() {
    return headers;
  }

  /** The value of a header's first line; null where there is none. */
  public @Nullable String header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  /** The stored body, without content coding; not to be written to. */
  public byte[] body() {
    return forms.body;
  }

  /** The gzip form of the body, or null where it would not be smaller; not to be written to. */
  public byte @Nullable [] gzipBody() {
    return forms.gzip();
  }

  /** Upstream's validators for a conditional request. */
  public Validators validators() {
    return validators;
  }

  /**
   * The ETag for clients, quotes included; null where upstream sent none with a response that is
   * not a list.
   */
  public @Nullable String etag() {
    return etag;
  }

  /**
   * The ETag for clients that get the gzip form: weak, since a strong one names one sequence of
   * bytes (RFC 9110, section 8.8.3.3).
   */
  public @Nullable String gzipEtag() {
    return gzipEtag;
  }

  public Instant arrivedAt() {
    return arrivedAt;
  }

  /** Its age on arrival. */
  public Duration receivedAge() {
    return receivedAge;
  }

  /** Whether this response is stored, for how long, and for which requests. */
  public Cacheability cacheability() {
    return cacheability;
  }

  /** The age at a time: that on arrival, and the time since (RFC 9111, 4.2.3). */
  public long ageSeconds(long nowMillis) {
    return ageMillis(nowMillis) / 1000;
  }

  public long ageMillis(long nowMillis) {
    return Math.min(MAX_AGE_MILLIS, receivedAgeMillis + Math.max(0, nowMillis - arrivedMillis));
  }

  public long arrivedMillis() {
    return arrivedMillis;
  }

  /**
   * How long it may be served.
   *
   * @param configured the times of its route, for a response without its own
   */
  public Freshness freshness(Lifetimes configured) {
    // The configured times count from arrival: no upstream clock makes a response older then.
    Duration age = cacheability.lifetimes() == null ? Duration.ZERO : receivedAge;
    return new Freshness(arrivedMillis, age, cacheability.windowsOr(configured));
  }

  /**
   * This response as another gateway has stored it.
   *
   * @param age how long ago it arrived there
   * @param now on the clock of this cache
   */
  public ListResponse arrivedAgo(Duration age, Instant now) {
    return freshened(List.of(), now.minus(age), receivedAge, cacheability);
  }

  /**
   * The memory that it takes if no other has the same body: body, gzip form, headers, and a fixed
   * part per object.
   */
  public long weightBytes() {
    long bytes = ENTRY_OVERHEAD_BYTES + (long) forms.body.length;
    byte[] gzip = forms.gzip();
    if (gzip != null) {
      bytes += gzip.length;
    }
    for (Header header : headers) {
      bytes += FIELD_OVERHEAD_BYTES + header.name().length() + header.value().length();
    }
    return bytes;
  }

  /**
   * This response freshened by a 304: the same bytes, newly arrived (RFC 9111, section 4.3.4).
   *
   * @param changes the headers of the 304
   * @param at when the 304 had arrived, with an age of its own
   */
  public ListResponse freshened(
      List<Header> changes, Instant at, Duration age, Cacheability allowed) {
    Builder renewed = builder(status, forms.body, at);
    renewed.headers = updatedBy(changes);
    renewed.validators = validators;
    renewed.receivedAge = age;
    renewed.cacheability = allowed;
    return new ListResponse(renewed, etag, forms);
  }

  /**
   * The headers of this response as those of a 304 update them, except those that describe the body
   * (RFC 9111, section 3.2).
   */
  public List<Header> updatedBy(List<Header> changes) {
    return UpdatedHeaders.of(headers, changes);
  }

  @Override
  public String toString() {
    return "ListResponse["
        + status
        + ", "
        + forms.body.length
        + " bytes, arrived "
        + arrivedAt
        + "]";
  }

  public static final class Builder {

    private final int status;
    private final byte[] body;
    private final Instant arrivedAt;
    private List<Header> headers = List.of();
    private Validators validators = Validators.NONE;
    private @Nullable String etag;
    private Duration receivedAge = Duration.ZERO;
    private Cacheability cacheability = Cacheability.CONFIGURED;
    private boolean packable = true;

    private Builder(int status, byte[] body, Instant arrivedAt) {
      this.status = status;
      this.body = body;
      this.arrivedAt = arrivedAt;
    }

    /** The headers to serve, without {@code ETag}, {@code Age} and message framing. */
    public Builder headers(List<Header> cleaned) {
      this.headers = List.copyOf(cleaned);
      return this;
    }

    /** Upstream's validators, sent to upstream only. */
    public Builder validators(Validators ofUpstream) {
      this.validators = ofUpstream;
      return this;
    }

    /**
     * The ETag for clients: upstream's, where the body is still upstream's. Null: a strong one is
     * computed from the body.
     *
     * @throws IllegalArgumentException if it is not valid in a {@link Header}
     */
    public Builder etag(@Nullable String forClients) {
      this.etag = forClients == null ? null : new Header("ETag", forClients).value();
      return this;
    }

    /** The age on arrival; zero if upstream sent none. */
    public Builder receivedAge(Duration age) {
      this.receivedAge = age;
      return this;
    }

    /**
     * For how long the response is stored, and for which requests; by default the configured times.
     */
    public Builder cacheability(Cacheability allowed) {
      this.cacheability = allowed;
      return this;
    }

    /** The body has one form only: it has a content coding already, or must not be transformed. */
    public Builder inOneForm() {
      this.packable = false;
      return this;
    }

    /**
     * A response to store, with its ETag and its gzip form, each computed once for all that are
     * equal. Takes milliseconds for a body of megabytes, so never call it on an event loop.
     */
    public ListResponse buildStored() {
      Forms forms = Forms.stored(body, packable);
      String forClients = etag != null || status != 200 ? etag : forms.strongEtag();
      return new ListResponse(this, forClients, forms);
    }

    /** A response to serve once, such as an error: no gzip form, no ETag but upstream's. */
    public ListResponse buildTransient() {
      cacheability = cacheability.keep() ? Cacheability.NONE : cacheability;
      return new ListResponse(this, etag, Forms.transientOf(body));
    }

    /** A response stored before, with its ETag and the gzip form that was computed then. */
    public ListResponse again(byte @Nullable [] gzipThen) {
      return new ListResponse(this, etag, Forms.again(body, gzipThen));
    }
  }
}
