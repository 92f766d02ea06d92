package dev.bimgate.deployment.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request of a caller, to be sent once.
 *
 * @param fields without the credential, the mark and the length
 * @param leavesAfter where the client goes away: behind so many bytes of its own body, or of the
 *     answer's if it sends none; -1 for never
 */
record Call(
    Kind kind,
    String method,
    String target,
    Map<String, String> fields,
    byte[] body,
    long leavesAfter) {

  private static final byte[] NOTHING = new byte[0];

  /** What is asked, and how long the gateway may take for it. */
  enum Kind {
    LIST(Limits.LIST),
    TEAMS(Limits.LIST),
    READ(Limits.READ),
    DOWNLOAD(Limits.READ),
    WRITE(Limits.WRITE),
    UPLOAD(Limits.UPLOAD);

    private final Duration limit;

    Kind(Duration limit) {
      this.limit = limit;
    }

    /** To the head of the answer; of lists, which are read whole first, to their end. */
    Duration limit() {
      return limit;
    }

    boolean isList() {
      return this == LIST || this == TEAMS;
    }
  }

  static Call get(Kind kind, String target) {
    return new Call(kind, "GET", target, Map.of(), NOTHING, -1);
  }

  static Call of(Kind kind, String method, String target, byte[] body) {
    return new Call(kind, method, target, Map.of(), body, -1);
  }

  Call asHead() {
    return new Call(kind, "HEAD", target, fields, body, leavesAfter);
  }

  Call with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new Call(kind, method, target, more, body, leavesAfter);
  }

  Call leavingAfter(long bytes) {
    return new Call(kind, method, target, fields, body, bytes);
  }

  boolean isLeaving() {
    return leavesAfter >= 0;
  }
}
