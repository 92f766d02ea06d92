package dev.bimgate.gateway.context;

import java.util.Locale;

/** Names of enum constants as meters and log lines spell them. */
public final class Labels {

  private Labels() {}

  /** The name of a constant in lower case. */
  public static String of(Enum<?> constant) {
    return of(constant.name());
  }

  public static String of(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
