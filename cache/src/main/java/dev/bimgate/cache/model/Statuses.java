package dev.bimgate.cache.model;

/** What a status means for a stored list. */
public final class Statuses {

  private Statuses() {}

  /** Whether a stale list may be served instead. */
  public static boolean allowsStaleIfError(int status) {
    return status == 429 || status == 500 || (status >= 502 && status <= 504);
  }

  /** The caller may not see the list, or no longer; 404 and 410: it is gone. */
  public static boolean removesEntry(int status) {
    return isAboutTheCaller(status) || status == 404 || status == 410;
  }

  /** Whether it is never stored, whatever upstream says about it. */
  public static boolean isAboutTheCaller(int status) {
    return status == 401 || status == 403;
  }

  /** Whether it replaces whatever was stored. */
  public static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }
}
