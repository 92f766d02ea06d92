package dev.bimgate.client;

/** What became of a call whose connection failed before its response began; a tag of a meter. */
public enum RetryResult {
  /** The retry got a response. */
  SUCCEEDED,
  /** The retry failed as well. */
  FAILED,
  /** It was not retried: there had been too many retries for the number of calls. */
  OVER_BUDGET
}
