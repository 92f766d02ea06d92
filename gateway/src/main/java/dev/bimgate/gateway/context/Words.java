package dev.bimgate.gateway.context;

import java.util.Locale;

/** The words of closed lists as meters and log lines spell them. */
public final class Words {

  private Words() {}

  /** The name of a constant in lower case. */
  public static String of(Enum<?> constant) {
    return of(constant.name());
  }

  /** The name of a constant of some closed list, in lower case. */
  public static String of(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
