package dev.bimgate.cache;

import java.util.Set;

/**
 * A user working through one app with one set of scopes: the unit that answers are kept for.
 *
 * <p>Two callers never share an answer, however alike their tokens look, because an answer of
 * Bimplus holds what its reader may see. {@link ListCacheOptions#sharedBetweenApps} leaves the app
 * out.
 *
 * @param user who asks
 * @param app the authorised party ({@code azp} or {@code client_id}), empty when the token names
 *     none
 * @param scopes the granted scopes; their order means nothing
 */
public record Caller(User user, String app, Set<String> scopes) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
