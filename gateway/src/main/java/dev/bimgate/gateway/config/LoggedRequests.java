package dev.bimgate.gateway.config;

/** Which requests get a log line. */
public enum LoggedRequests {
  /** Each one. */
  ALL,
  /** Those with a status from 400 on, and those whose response is not complete. */
  ERRORS,
  /** None. */
  NONE
}
