package dev.bimgate.benchmarks.race;

import dev.bimgate.benchmarks.servers.BareServer;

/** A kind of load. */
enum Scenario {
  SMALL_HITS("Hits of 1.3 KB, 100 connections", Kind.HIT, "/projects", 100, Protocol.PLAIN),
  LARGE_HITS(
      "Hits of 26 KB, 100 connections",
      Kind.HIT,
      "/projects?view=" + BareServer.LARGE,
      100,
      Protocol.PLAIN),
  MANY_CONNECTIONS(
      "Hits of 1.3 KB, 1,000 connections", Kind.HIT, "/projects", 1_000, Protocol.PLAIN),
  TLS("Hits of 1.3 KB over TLS, 100 connections", Kind.HIT, "/projects", 100, Protocol.TLS),
  HTTP_2(
      "Hits of 1.3 KB over HTTP/2 with TLS, 10 connections of 10 streams",
      Kind.HIT,
      "/projects",
      10,
      Protocol.HTTP_2),
  PASSED_ON("Passed on, 1.3 KB, 100 connections", Kind.CALL, "/objects/1", 100, Protocol.PLAIN),
  MISSES("Misses of 1.3 KB, 100 connections", Kind.MISS, "/projects", 100, Protocol.PLAIN),
  SINGLE_MISSES("Misses of 1.3 KB, one connection", Kind.MISS, "/projects", 1, Protocol.PLAIN);

  /** Where the response comes from. */
  enum Kind {
    /** The cache. */
    HIT,
    /** Bimplus, and it may not be cached. */
    CALL,
    /** Bimplus, and it is cached then; each request has a query of its own. */
    MISS
  }

  /** How clients talk to the server. */
  enum Protocol {
    PLAIN,
    TLS,
    HTTP_2
  }

  private final String title;
  private final Kind kind;
  private final String resource;
  private final int connections;
  private final Protocol protocol;

  Scenario(String title, Kind kind, String resource, int connections, Protocol protocol) {
    this.title = title;
    this.kind = kind;
    this.resource = resource;
    this.connections = connections;
    this.protocol = protocol;
  }

  String title() {
    return title;
  }

  Kind kind() {
    return kind;
  }

  /** Path and query below the team. */
  String resource() {
    return resource;
  }

  int connections() {
    return connections;
  }

  Protocol protocol() {
    return protocol;
  }
}
