package dev.bimgate.cache.model;

import java.util.Set;

/**
 * A user working through one app with one set of scopes: the unit that responses are stored for.
 *
 * <p>Two callers never share a response, however alike their tokens look, because a response of
 * Bimplus depends on what its reader may see. {@link CacheOptions#sharedBetweenApps} ignores the
 * app.
 *
 * @param app the authorised party ({@code azp} or {@code client_id}), empty when the token names
 *     none
 * @param scopes the granted scopes, in any order
 */
public record Caller(User user, String app, Set<String> scopes) {

  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
