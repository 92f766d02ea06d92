package dev.bimgate.deployment.faults;

import java.util.ArrayList;
import java.util.List;

/** What must not be and was, as far as it is worth reading. */
public final class Findings {

  private static final int KEPT = 50;

  private final List<String> recorded = new ArrayList<>();
  private int more;

  public synchronized void add(String what) {
    if (recorded.size() < KEPT) {
      recorded.add(what);
    } else {
      more++;
    }
  }

  public synchronized List<String> all() {
    List<String> all = new ArrayList<>(recorded);
    if (more > 0) {
      all.add("and " + more + " more");
    }
    return all;
  }
}
