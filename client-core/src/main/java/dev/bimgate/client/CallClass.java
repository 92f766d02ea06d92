package dev.bimgate.client;

/**
 * The purpose of a call as far as it decides how many connections such calls share, and which
 * breaker guards them.
 */
public enum CallClass {
  /** Lists. */
  LISTS(14),
  /** Reads, and writes with a large body or one of unknown length. */
  CALLS(13),
  /** Writes that are short to send. */
  WRITES(14),
  /** Lookups of legacy tokens that Bimplus has accepted before. */
  LOGINS(2),
  /** Calls without a credential that is known to be valid. */
  OPEN(1);

  private static final int WHOLE = 16;

  private final int sixteenths;

  CallClass(int sixteenths) {
    this.sixteenths = sixteenths;
  }

  /**
   * The most connections that calls of this class hold, at least 1; for {@link #WRITES} together
   * with {@link #CALLS}.
   */
  int cap(int poolSize) {
    return (int) Math.max(1, (long) poolSize * sixteenths / WHOLE);
  }

  /**
   * The class that names the breaker of this one: {@link #LISTS}, {@link #CALLS} or {@link
   * #LOGINS}.
   */
  public CallClass breaker() {
    return switch (this) {
      case LISTS -> LISTS;
      case CALLS, WRITES -> CALLS;
      case LOGINS, OPEN -> LOGINS;
    };
  }
}
