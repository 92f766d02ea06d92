package dev.bimgate.gateway.config;

import java.util.Optional;

/** The format of a setting's value. */
@FunctionalInterface
interface ValueForm {

  /**
   * The error in a value and its fix, empty if there is none; never the value itself, which may be
   * a misplaced secret.
   */
  Optional<String> faultOf(String value);

  /** The format that accepts what both accept; this one is checked first. */
  default ValueForm and(ValueForm next) {
    return value -> faultOf(value).or(() -> next.faultOf(value));
  }
}
