package dev.bimgate.gateway.token.legacy;

import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.http.DeprecationNotice;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemResponse;
import dev.bimgate.gateway.problem.ProblemType;
import dev.bimgate.gateway.token.parse.LegacyTokenFormat;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/** Announces the end of legacy tokens and of {@code authorize}, and ends {@code authorize}. */
public final class LegacyDeprecation {

  /** The year in which the vendor removes it. */
  private static final Instant DEPRECATED_SINCE = Instant.parse("2026-01-01T00:00:00Z");

  private static final String AUTHORIZE = "/v2/authorize";
  private static final String NEW_WAY = "/v2/.well-known/openid-configuration";

  private final LegacyCutoff term;
  private final DeprecationNotice notice;
  private final InstantSource clock;

  /**
   * With the dates of the end.
   *
   * @param publicUrl the gateway's URL for clients, without a trailing slash; empty if unknown
   */
  public LegacyDeprecation(
      LegacyCutoff term, LocalDate sunset, String publicUrl, InstantSource clock) {
    this.term = term;
    this.notice = DeprecationNotice.of(DEPRECATED_SINCE, sunset, publicUrl + NEW_WAY);
    this.clock = clock;
  }

  /** Adds the announcement to the response if {@code Authorization} holds a legacy token. */
  public void announceToToken(RequestContext request, List<String> authorization) {
    if (LegacyTokenFormat.isIn(authorization)) {
      request.announce(notice);
    }
  }

  /** Adds the announcement to the response to {@code authorize}. */
  public void announceToLogin(RequestContext request) {
    if (isLogin(request)) {
      request.announce(notice);
    }
  }

  /** Responds to {@code authorize} with 410 after its end; false otherwise. */
  public boolean isLoginGone(RequestContext request) {
    if (!isLogin(request) || !term.isOverAt(clock.millis())) {
      return false;
    }
    ProblemResponse.write(
        request,
        new Problem(
            ProblemType.LEGACY_LOGIN_GONE,
            "Legacy login is no longer supported. Get an access token from the OIDC server that "
                + NEW_WAY
                + " describes."));
    return true;
  }

  private static boolean isLogin(RequestContext request) {
    return request.target().rulePath().equals(AUTHORIZE);
  }
}
