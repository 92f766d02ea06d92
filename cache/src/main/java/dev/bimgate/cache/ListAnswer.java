package dev.bimgate.cache;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer of upstream, ready to be told again: immutable, its fields already cleaned of
 * everything that belongs to one exchange.
 *
 * <p>{@code body()} and {@code gzipBody()} hand out the kept arrays themselves, without a copy:
 * nobody may write to them.
 */
public final class ListAnswer {

  /** Real memory of an entry besides its bytes: objects, references, table slots. */
  static final int ENTRY_OVERHEAD_BYTES = 512;

  /** Real memory of a field besides its characters: one record and two strings. */
  static final int FIELD_OVERHEAD_BYTES = 128;

  /** The largest age that can be told, 2^31 seconds (RFC 9111, section 1.2.2). */
  private static final long MAX_AGE_MILLIS = (1L << 31) * 1000;

  private final int status;
  private final List<Field> fields;
  private final byte[] body;
  private final byte @Nullable [] gzipBody;
  private final Validators validators;
  private final @Nullable String etag;
  private final @Nullable String gzipEtag;
  private final Instant arrivedAt;
  private final Duration receivedAge;
  private final Reuse reuse;
  private final long arrivedMillis;
  private final long receivedAgeMillis;

  private ListAnswer(Builder from, @Nullable String etag, byte @Nullable [] gzipBody) {
    this.status = from.status;
    this.fields = from.fields;
    this.body = from.body;
    this.gzipBody = gzipBody;
    this.validators = from.validators;
    this.etag = etag;
    this.gzipEtag = etag == null || etag.startsWith("W/") ? etag : "W/" + etag;
    this.arrivedAt = from.arrivedAt;
    this.receivedAge = from.receivedAge;
    this.reuse = from.reuse;
    this.arrivedMillis = arrivedAt.toEpochMilli();
    this.receivedAgeMillis = Math.min(MAX_AGE_MILLIS, Freshness.millis(receivedAge));
  }

  /**
   * Begins an answer.
   *
   * @param body the whole body, not coded
   * @param arrivedAt when its head had arrived, on the clock that the cache has
   */
  public static Builder builder(int status, byte[] body, Instant arrivedAt) {
    return new Builder(status, body, arrivedAt);
  }

  public int status() {
    return status;
  }

  public List<Field> fields() {
    return fields;
  }

  /** The value of a field's first line; null where there is none. */
  public @Nullable String field(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return field.value();
      }
    }
    return null;
  }

  /** The body as it is kept, not coded; not to be written to. */
  public byte[] body() {
    return body;
  }

  /** The gzip form of the body, or null where it would not be smaller; not to be written to. */
  public byte @Nullable [] gzipBody() {
    return gzipBody;
  }

  /** What upstream can be asked with whether this has changed. */
  public Validators validators() {
    return validators;
  }

  /**
   * The ETag for clients, quotes included; null where upstream gave none to an answer that is no
   * list.
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

  /** The age that the answer had when it arrived. */
  public Duration receivedAge() {
    return receivedAge;
  }

  /** Whether this answer is kept, for how long, and for which requests. */
  public Reuse reuse() {
    return reuse;
  }

  /** The age to tell at a moment: what it came with, and the time since (RFC 9111, 4.2.3). */
  long ageSeconds(long nowMillis) {
    return ageMillis(nowMillis) / 1000;
  }

  long ageMillis(long nowMillis) {
    return Math.min(MAX_AGE_MILLIS, receivedAgeMillis + Math.max(0, nowMillis - arrivedMillis));
  }

  long arrivedMillis() {
    return arrivedMillis;
  }

  /** What keeping this answer costs: body, gzip form, fields, and a fixed part per object. */
  public long weightBytes() {
    long bytes = ENTRY_OVERHEAD_BYTES + (long) body.length;
    if (gzipBody != null) {
      bytes += gzipBody.length;
    }
    for (Field field : fields) {
      bytes += FIELD_OVERHEAD_BYTES + field.name().length() + field.value().length();
    }
    return bytes;
  }

  /**
   * This answer as a 304 confirmed it: the same bytes, newly arrived (RFC 9111, section 4.3.4).
   *
   * @param changes the fields of the 304
   * @param at when the 304 had arrived, with an age of its own
   */
  ListAnswer renewed(List<Field> changes, Instant at, Duration age, Reuse allowed) {
    Builder renewed = builder(status, body, at);
    renewed.fields = updatedBy(changes);
    renewed.validators = validators;
    renewed.receivedAge = age;
    renewed.reuse = allowed;
    return new ListAnswer(renewed, etag, gzipBody);
  }

  /**
   * The fields of this answer as those of a 304 update them, save those that describe the body (RFC
   * 9111, section 3.2).
   */
  public List<Field> updatedBy(List<Field> changes) {
    return UpdatedFields.of(fields, changes);
  }

  @Override
  public String toString() {
    return "ListAnswer[" + status + ", " + body.length + " bytes, arrived " + arrivedAt + "]";
  }

  /** An answer in the making. */
  public static final class Builder {

    private final int status;
    private final byte[] body;
    private final Instant arrivedAt;
    private List<Field> fields = List.of();
    private Validators validators = Validators.NONE;
    private @Nullable String etag;
    private Duration receivedAge = Duration.ZERO;
    private Reuse reuse = Reuse.CONFIGURED;
    private boolean packable = true;

    private Builder(int status, byte[] body, Instant arrivedAt) {
      this.status = status;
      this.body = body;
      this.arrivedAt = arrivedAt;
    }

    /** The fields to tell again, without {@code ETag}, {@code Age} and what frames the body. */
    public Builder fields(List<Field> cleaned) {
      this.fields = List.copyOf(cleaned);
      return this;
    }

    /** Upstream's validators, used towards upstream only. */
    public Builder validators(Validators ofUpstream) {
      this.validators = ofUpstream;
      return this;
    }

    /**
     * The ETag for clients: upstream's, where the body is still upstream's. Null: a strong one is
     * made from the body.
     */
    public Builder etag(@Nullable String forClients) {
      this.etag = forClients;
      return this;
    }

    /** The age the answer arrived with; zero if upstream said nothing. */
    public Builder receivedAge(Duration age) {
      this.receivedAge = age;
      return this;
    }

    /**
     * For how long the answer is kept, and for which requests; the configured times if not said.
     */
    public Builder reuse(Reuse allowed) {
      this.reuse = allowed;
      return this;
    }

    /** The body has one form only: it is coded already, or must not be transformed. */
    public Builder inOneForm() {
      this.packable = false;
      return this;
    }

    /**
     * An answer to be kept: with its ETag and its gzip form, each made here and never again. Takes
     * milliseconds for a body of megabytes, so not on an event loop.
     */
    public ListAnswer toKeep() {
      String forClients = etag != null || status != 200 ? etag : Forms.strongEtag(body);
      return new ListAnswer(this, forClients, packable ? Forms.gzipIfSmaller(body) : null);
    }

    /** An answer to be told once, such as an error: no gzip form, no ETag but upstream's. */
    public ListAnswer toPass() {
      reuse = reuse.keep() ? Reuse.NONE : reuse;
      return new ListAnswer(this, etag, null);
    }

    /** An answer that was kept before, with the ETag and the gzip form that were made then. */
    public ListAnswer again(@Nullable String etagThen, byte @Nullable [] gzipThen) {
      return new ListAnswer(this, etagThen, gzipThen);
    }
  }
}
