package dev.bimgate.gateway.limits;

import java.util.HashMap;
import java.util.Map;

/** The calls of a user since the last reset, by app. Not thread-safe. */
final class AppCalls {

  /** More apps of one user are counted as one, the app without a name. */
  private static final int MAX_APPS = 20;

  private final Map<String, Integer> byApp = new HashMap<>();

  void add(String app) {
    byApp.merge(counted(app), 1, Integer::sum);
  }

  /** Takes a call back; a reset in the meantime has cleared the counts. */
  void remove(String app) {
    byApp.computeIfPresent(counted(app), (same, calls) -> Math.max(0, calls - 1));
  }

  int of(String app) {
    return byApp.getOrDefault(counted(app), 0);
  }

  void clear() {
    byApp.clear();
  }

  Map<String, Integer> all() {
    return byApp;
  }

  private String counted(String app) {
    return byApp.containsKey(app) || byApp.size() < MAX_APPS ? app : "";
  }
}
