package dev.bimgate.gateway.config;

/** How log lines are written. */
public enum LogFormat {
  /** For people: a line of text, of requests {@code key=value}. */
  TEXT,
  /** For programs: an object a line (RFC 8259). */
  JSON
}
