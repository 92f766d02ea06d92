package dev.bimgate.deployment.faults;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was known of a user's changing rights when they asked, to be compared with later. */
final class Looks {

  private final Map<Grant, Grant.State> before = new LinkedHashMap<>();

  Looks(List<Grant> grants) {
    grants.forEach(grant -> before.put(grant, grant.state()));
  }

  /** The changing rights to projects of a team, with what held all the time, if that is known. */
  Map<Grant, Optional<Boolean>> ofProjects(String team) {
    Map<Grant, Optional<Boolean>> found = new HashMap<>();
    before.forEach(
        (grant, state) -> {
          if (grant.project() != null && grant.team().equals(team)) {
            found.put(grant, Optional.ofNullable(grant.heldSince(state)));
          }
        });
    return found;
  }

  /** The changing memberships, with what held all the time, if that is known. */
  Map<Grant, Optional<Boolean>> ofTeams() {
    Map<Grant, Optional<Boolean>> found = new HashMap<>();
    before.forEach(
        (grant, state) -> {
          if (grant.project() == null) {
            found.put(grant, Optional.ofNullable(grant.heldSince(state)));
          }
        });
    return found;
  }

  /** Whether the membership of that team, if it changes at all, held all the time. */
  @Nullable Boolean membership(String team) {
    for (Map.Entry<Grant, Grant.State> look : before.entrySet()) {
      if (look.getKey().project() == null && look.getKey().team().equals(team)) {
        return look.getKey().heldSince(look.getValue());
      }
    }
    return true;
  }
}
