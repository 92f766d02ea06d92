package dev.bimgate.gateway.context;

/** A kind of request in meters and log lines. */
public interface RouteLabel {

  String label();
}
