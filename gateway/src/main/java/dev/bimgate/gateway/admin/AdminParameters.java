package dev.bimgate.gateway.admin;

import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The parameters of an admin call.
 *
 * @param texts by name; of a flag {@code true} or {@code false}
 * @param form whether an error in them is reported as one of the body or of the query
 */
record AdminParameters(Map<String, String> texts, Form form) {

  private static final int MAX_LENGTH = 255;
  private static final int MAX_LONG_LENGTH = 16_384;

  /** Those with a limit of their own elsewhere. */
  private static final Set<String> LONG = Set.of("path", "token", "scope");

  enum Form {
    BODY(AdminResult.BAD_BODY, ProblemType.INVALID_BODY),
    QUERY(AdminResult.BAD_QUERY, ProblemType.INVALID_QUERY);

    private final AdminResult result;
    private final ProblemType type;

    Form(AdminResult result, ProblemType type) {
      this.result = result;
      this.type = type;
    }

    AdminRejectedException rejected(String detail) {
      return new AdminRejectedException(result, new Problem(type, detail));
    }

    void requireKnown(String name, Collection<String> names) throws AdminRejectedException {
      if (!names.contains(name)) {
        throw rejected(
            names.isEmpty()
                ? "This call accepts no parameters."
                : "The parameters are " + String.join(", ", names) + ".");
      }
    }

    void requireText(String name, String text) throws AdminRejectedException {
      int longest = LONG.contains(name) ? MAX_LONG_LENGTH : MAX_LENGTH;
      // An unpaired surrogate (RFC 8259, section 8.2) cannot be encoded.
      boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(text);
      if (text.isBlank() || text.length() > longest || !whole) {
        throw rejected(name + " must be a string of 1 to " + longest + " characters.");
      }
    }
  }

  boolean has(String name) {
    return texts.containsKey(name);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  boolean flag(String name) {
    return "true".equals(texts.get(name));
  }

  /** Rejects parameters that {@code with} does not allow beside it. */
  void requireOnly(String with, List<String> names) throws AdminRejectedException {
    for (String name : texts.keySet()) {
      if (!names.contains(name)) {
        throw rejected(name + " cannot be combined with " + with + ".");
      }
    }
  }

  AdminRejectedException rejected(String detail) {
    return form.rejected(detail);
  }
}
