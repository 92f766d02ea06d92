package dev.bimgate.gateway.config;

import java.util.Optional;

/** The form that the value of a setting must have. */
@FunctionalInterface
interface ValueForm {

  /**
   * Says what is wrong with a value and what to write instead, empty when nothing is; never holds
   * the value itself, which may be a secret in the wrong place.
   */
  Optional<String> faultOf(String value);

  /** The form that accepts what this one and then {@code next} accept. */
  default ValueForm and(ValueForm next) {
    return value -> faultOf(value).or(() -> next.faultOf(value));
  }
}
