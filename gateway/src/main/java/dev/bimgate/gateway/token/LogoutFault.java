package dev.bimgate.gateway.token;

/** Why a logout was refused, for the log, where it is not for a fault that any token may have. */
enum LogoutFault {
  /** No {@code application/x-www-form-urlencoded}, or one in a content coding. */
  MEDIA_TYPE,
  /** A form out of form, or one with no {@code logout_token} or several. */
  FORM,
  /** More bytes than any logout token needs. */
  BODY_TOO_LONG,
  /** This very logout token was heard before. */
  REPLAYED
}
