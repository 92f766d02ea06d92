package dev.bimgate.gateway.token;

import dev.bimgate.gateway.context.DeprecationNotice;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemAnswer;
import dev.bimgate.gateway.problem.ProblemType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/** The old way to log in, as its users meet it: announced to end, and one day gone. */
public final class OldLogins {

  /** The year in which the vendor removes it, as the vendor announced. */
  private static final Instant DEPRECATED_SINCE = Instant.parse("2026-01-01T00:00:00Z");

  private static final String AUTHORIZE = "/v2/authorize";
  private static final String NEW_WAY = "/v2/.well-known/openid-configuration";

  private final LegacyTerm term;
  private final DeprecationNotice notice;
  private final InstantSource clock;

  /**
   * The old way with its end.
   *
   * @param publicUrl how clients reach the gateway, without a slash at its end; empty when unknown
   */
  public OldLogins(LegacyTerm term, LocalDate sunset, String publicUrl, InstantSource clock) {
    this.term = term;
    this.notice = DeprecationNotice.of(DEPRECATED_SINCE, sunset, publicUrl + NEW_WAY);
    this.clock = clock;
  }

  /**
   * Has the answer announce the end when these values of {@code Authorization} are an old login.
   */
  public void announceToToken(RequestContext request, List<String> authorization) {
    if (LegacyForm.isIn(authorization)) {
      request.announce(notice);
    }
  }

  /** Has the answer announce the end when the request is for the login itself. */
  public void announceToLogin(RequestContext request) {
    if (isLogin(request)) {
      request.announce(notice);
    }
  }

  /** Answers a request for the login itself, if that is gone. */
  public boolean isLoginGone(RequestContext request) {
    if (!isLogin(request) || !term.isOverAt(clock.millis())) {
      return false;
    }
    ProblemAnswer.write(
        request,
        new Problem(
            ProblemType.LEGACY_LOGIN_GONE,
            "This login is no longer offered. Get an access token from the OIDC server that "
                + NEW_WAY
                + " describes."));
    return true;
  }

  private static boolean isLogin(RequestContext request) {
    return request.target().rulePath().equals(AUTHORIZE);
  }
}
