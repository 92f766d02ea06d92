package dev.bimgate.gateway.context;

import java.util.Locale;

/** The words of closed lists as meters and log lines spell them. */
public final class Words {

  private Words() {}

  /** The name of a constant in lower case. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
