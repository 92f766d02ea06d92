package dev.bimgate.gateway.problem;

import java.util.Map;

/**
 * An error as it is told to the client.
 *
 * @param type what kind of error
 * @param detail this occurrence in one or two sentences; nothing of Bimplus's insides, never a
 *     credential
 * @param fields response fields that belong to it, such as {@code Retry-After}
 */
public record Problem(ProblemType type, String detail, Map<String, String> fields) {

  public Problem(ProblemType type, String detail) {
    this(type, detail, Map.of());
  }
}
