package dev.bimgate.cache;

/** Each rule that can decide whether a response is stored, and for how long. */
public enum Rule {
  STATUS_INTERIM("RFC 9111, 3", "The status is interim: only final answers are kept."),
  STATUS_PARTIAL("RFC 9111, 3.3", "A part is never taken for the whole."),
  STATUS_NOT_MODIFIED("RFC 9111, 4.3.4", "A 304 renews what is kept and is not kept itself."),
  STATUS_ABOUT_THE_CALLER(
      "Bimplus Gateway, promise 4", "The status is about the caller, not about the list."),
  STATUS_WITHOUT_FRESHNESS(
      "RFC 9111, 3", "A status other than 200 is kept only where upstream says for how long."),
  STATUS_NOT_KEPT("Bimplus Gateway, configured", "Only a list is kept: an answer with status 200."),
  NOT_JSON("Bimplus Gateway, configured", "Only a list is kept: an answer in JSON."),
  NOT_UNDERSTOOD(
      "RFC 9111, 5.2.2.3",
      "Upstream wants its status understood (must-understand), and we do not understand it."),
  MUST_UNDERSTAND(
      "RFC 9111, 5.2.2.3",
      "We understand the status: with must-understand, no-store does not count."),
  NO_STORE("RFC 9111, 5.2.2.5", "Upstream forbids keeping it (no-store)."),
  VARY_ANY("RFC 9111, 4.1", "Its Vary fits no further request."),
  TARGETED("RFC 9213, 2.2", "The targeted field decides; Cache-Control and Expires do not count."),
  NO_CACHE("RFC 9111, 5.2.2.4", "It is asked for again before each use (no-cache)."),
  S_MAXAGE("RFC 9111, 5.2.2.10", "Upstream says how long it is fresh, and no longer (s-maxage)."),
  MAX_AGE("RFC 9111, 5.2.2.1", "Upstream says how long it is fresh (max-age)."),
  EXPIRES("RFC 9111, 5.3", "Upstream says until when it is fresh (Expires)."),
  EXPIRES_INVALID("RFC 9111, 5.3", "Expires is out of form: it has expired already."),
  OUR_TIME(
      "Bimplus Gateway, configured",
      "Our setting says how long it is fresh, whatever upstream says."),
  CONFIGURED_TIME(
      "RFC 9111, 4.2.2", "Upstream does not say how long it is fresh: our setting does."),
  CONFIGURED_ZERO(
      "RFC 9111, 4.2.2",
      "Upstream does not say how long it is fresh, and by our setting nothing is kept."),
  MUST_REVALIDATE("RFC 9111, 5.2.2.2", "It is never told once stale (must-revalidate)."),
  PROXY_REVALIDATE("RFC 9111, 5.2.2.8", "It is never told once stale (proxy-revalidate)."),
  STALE_WHILE_REVALIDATE(
      "RFC 5861, 3", "Upstream says how long it may be told while it is asked for again."),
  STALE_IF_ERROR("RFC 5861, 4", "Upstream says how long it may be told while loading fails.");

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
