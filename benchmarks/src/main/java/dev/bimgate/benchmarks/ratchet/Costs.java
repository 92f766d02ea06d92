package dev.bimgate.benchmarks.ratchet;

import java.util.Map;

/** What requests of all kinds cost in one measurement. */
record Costs(Map<Request, Cost> byRequest) {

  Cost of(Request request) {
    Cost cost = byRequest.get(request);
    if (cost == null) {
      throw new IllegalStateException("not measured: " + request.label());
    }
    return cost;
  }
}
