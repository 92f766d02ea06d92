package dev.bimgate.gateway.context;

/** A kind of request that meters and log lines tell apart. */
public interface RouteLabel {

  /** The value in tags and log lines. */
  String label();
}
