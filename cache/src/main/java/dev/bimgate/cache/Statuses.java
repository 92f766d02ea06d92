package dev.bimgate.cache;

/** What a status means for a list that is held. */
public final class Statuses {

  private Statuses() {}

  /** Upstream is in trouble, and a stale list may stand in. */
  static boolean isFailing(int status) {
    return status == 429 || status == 500 || (status >= 502 && status <= 504);
  }

  /** The caller may not see the list, or no longer; 404 and 410: it is gone. */
  public static boolean isRefusing(int status) {
    return isAboutTheCaller(status) || status == 404 || status == 410;
  }

  /** Never kept, whatever upstream says about it. */
  static boolean isAboutTheCaller(int status) {
    return status == 401 || status == 403;
  }

  /** Takes the place of whatever was held. */
  public static boolean isSuccess(int status) {
    return status >= 200 && status < 300;
  }
}
