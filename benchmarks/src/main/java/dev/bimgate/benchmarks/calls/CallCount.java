package dev.bimgate.benchmarks.calls;

import dev.bimgate.gateway.routes.CachedRoute;

/**
 * How many calls reached Bimplus in one scenario.
 *
 * @param requests of clients; without a gateway each is a call
 * @param calls that reached Bimplus through the gateway
 * @param lists requests whose response was a list, fresh or stale
 */
record CallCount(String scenario, CachedRoute route, long requests, long calls, long lists) {

  double callsPerThousand() {
    return 1_000.0 * calls / requests;
  }

  double listsPerThousand() {
    return 1_000.0 * lists / requests;
  }
}
