package dev.bimgate.cache.model;

/** Each rule that can decide whether a response is stored, and for how long. */
public enum Rule {
  STATUS_INTERIM("RFC 9111, 3", "The status is interim: only final responses are stored."),
  STATUS_PARTIAL("RFC 9111, 3.3", "A part is never taken for the whole."),
  STATUS_NOT_MODIFIED(
      "RFC 9111, 4.3.4", "A 304 freshens a stored response and is not stored itself."),
  STATUS_ABOUT_THE_CALLER(
      "Bimplus Gateway, promise 4", "The status is about the caller, not about the list."),
  STATUS_WITHOUT_FRESHNESS(
      "RFC 9111, 3", "A status other than 200 is stored only where upstream gives a lifetime."),
  STATUS_NOT_KEPT(
      "Bimplus Gateway, configured", "Only a list is stored: a response with status 200."),
  NOT_JSON("Bimplus Gateway, configured", "Only a list is stored: a response in JSON."),
  NOT_UNDERSTOOD(
      "RFC 9111, 5.2.2.3",
      "Upstream requires its status to be understood (must-understand), and it is not."),
  MUST_UNDERSTAND(
      "RFC 9111, 5.2.2.3", "The status is understood: with must-understand, no-store is ignored."),
  NO_STORE("RFC 9111, 5.2.2.5", "Upstream forbids storing it (no-store)."),
  VARY_ANY("RFC 9111, 4.1", "Its Vary matches no further request."),
  TARGETED("RFC 9213, 2.2", "The targeted header decides; Cache-Control and Expires are ignored."),
  NO_CACHE("RFC 9111, 5.2.2.4", "It is revalidated before each use (no-cache)."),
  S_MAXAGE("RFC 9111, 5.2.2.10", "Upstream sets its TTL, without stale windows (s-maxage)."),
  MAX_AGE("RFC 9111, 5.2.2.1", "Upstream sets its TTL (max-age)."),
  EXPIRES("RFC 9111, 5.3", "Upstream sets its expiry (Expires)."),
  EXPIRES_INVALID("RFC 9111, 5.3", "Expires is malformed: the response has expired already."),
  OUR_TIME(
      "Bimplus Gateway, configured",
      "Our setting says how long it is fresh, whatever upstream says."),
  CONFIGURED_TIME("RFC 9111, 4.2.2", "Upstream sets no TTL: the configured one applies."),
  CONFIGURED_ZERO("RFC 9111, 4.2.2", "Upstream sets no TTL, and the configured one is zero."),
  MUST_REVALIDATE("RFC 9111, 5.2.2.2", "It is never served stale (must-revalidate)."),
  PROXY_REVALIDATE("RFC 9111, 5.2.2.8", "It is never served stale (proxy-revalidate)."),
  STALE_WHILE_REVALIDATE(
      "RFC 5861, 3", "Upstream sets how long it may be served while it is revalidated."),
  STALE_IF_ERROR("RFC 5861, 4", "Upstream sets how long it may be served while loading fails.");

  private final String section;
  private final String sentence;

  Rule(String section, String sentence) {
    this.section = section;
    this.sentence = sentence;
  }

  /** The source of the rule, e.g. {@code RFC 9111, 5.2.2.5}. */
  public String section() {
    return section;
  }

  /** The effect of the rule, for operators. */
  public String sentence() {
    return sentence;
  }
}
