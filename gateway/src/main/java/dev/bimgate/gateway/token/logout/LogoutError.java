package dev.bimgate.gateway.token.logout;

import dev.bimgate.gateway.token.result.RejectionReason;

/** The reasons, for the log, to reject a logout that no {@link RejectionReason} covers. */
enum LogoutError {
  /** Not {@code application/x-www-form-urlencoded}, or one in a content coding. */
  MEDIA_TYPE,
  /** A malformed form, or one without exactly one {@code logout_token}. */
  FORM,
  /** A body longer than any logout token needs. */
  BODY_TOO_LONG,
  /** A logout token received before. */
  REPLAYED
}
