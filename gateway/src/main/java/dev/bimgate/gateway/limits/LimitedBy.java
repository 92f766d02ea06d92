package dev.bimgate.gateway.limits;

/** Why a limit rejected a call or a request. */
public enum LimitedBy {
  /** The user has made more calls than {@code gateway.limits.per-user-rate} allows. */
  RATE,
  /** The app has used its part of the user's budget ({@code gateway.limits.per-app-share}). */
  APP,
  /** The user's budget at Bimplus is used up, or what is left is reserved for writes. */
  BUDGET,
  /** The user has used their share of the connections to Bimplus. */
  SHARE,
  /** The client's address has made too many requests without a verified user. */
  LOGIN,
  /** The gateway has more requests under way than it accepts. */
  OVERLOAD
}
