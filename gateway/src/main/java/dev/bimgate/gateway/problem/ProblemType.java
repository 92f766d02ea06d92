package dev.bimgate.gateway.problem;

import dev.bimgate.gateway.context.Outcome;
import java.util.Locale;

/** The kinds of error that the gateway writes itself (RFC 9457). */
public enum ProblemType {
  BAD_PATH(400, "The path is not allowed", Outcome.REFUSED_REQUEST),
  BAD_HEAD(400, "The head of the request is not allowed", Outcome.REFUSED_REQUEST),
  INVALID_REQUEST(400, "The credential is out of form", Outcome.REFUSED_CREDENTIAL),
  UNAUTHENTICATED(401, "A credential is required", Outcome.REFUSED_CREDENTIAL),
  INVALID_TOKEN(401, "The token is not accepted", Outcome.REFUSED_CREDENTIAL),
  INSUFFICIENT_SCOPE(403, "The token grants too little", Outcome.REFUSED_CREDENTIAL),
  CORS_REFUSED(403, "The origin is not allowed", Outcome.REFUSED_REQUEST),
  NOT_FOUND(404, "Nothing is served here", Outcome.REFUSED_REQUEST),
  METHOD_NOT_ALLOWED(405, "The method is not allowed", Outcome.REFUSED_REQUEST),
  INTERNAL(500, "The gateway failed", Outcome.FAILED),
  UPSTREAM_UNREACHABLE(502, "Bimplus cannot be reached", Outcome.UPSTREAM_UNREACHABLE),
  UPSTREAM_BROKEN(502, "Bimplus broke off its answer", Outcome.UPSTREAM_BROKEN),
  UPSTREAM_MALFORMED(502, "Bimplus answered out of form", Outcome.UPSTREAM_BROKEN),
  NOT_REDACTABLE(502, "Bimplus's answer cannot be shown", Outcome.UPSTREAM_BROKEN),
  KEYS_UNAVAILABLE(503, "The issuer's keys cannot be had", Outcome.ISSUER_UNAVAILABLE),
  OVERLOADED(503, "The gateway has no room", Outcome.OVERLOADED),
  NO_CONNECTION(503, "No connection to Bimplus is free", Outcome.OVERLOADED),
  UPSTREAM_LATE(504, "Bimplus did not answer in time", Outcome.UPSTREAM_LATE);

  private final int status;
  private final String title;
  private final Outcome outcome;
  private final String uri =
      "urn:bimgate:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');

  ProblemType(int status, String title, Outcome outcome) {
    this.status = status;
    this.title = title;
    this.outcome = outcome;
  }

  public int status() {
    return status;
  }

  /** The same for every occurrence, as RFC 9457, section 3.1.3, asks. */
  public String title() {
    return title;
  }

  /** The absolute, stable {@code type}. */
  public String uri() {
    return uri;
  }

  /** Whose doing it is. */
  public Outcome outcome() {
    return outcome;
  }
}
