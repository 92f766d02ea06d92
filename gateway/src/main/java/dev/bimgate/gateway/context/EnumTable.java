package dev.bimgate.gateway.context;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/** One value for each constant of an enum, or for all but some, made once. */
public final class EnumTable<E extends Enum<E>, V> {

  private final Map<E, V> each;

  public EnumTable(Class<E> list, Function<E, V> make) {
    this(list, Set.of(), make);
  }

  public EnumTable(Class<E> list, Set<E> without, Function<E, V> make) {
    this.each = new EnumMap<>(list);
    for (E constant : list.getEnumConstants()) {
      if (!without.contains(constant)) {
        each.put(constant, make.apply(constant));
      }
    }
  }

  /**
   * The value of a constant.
   *
   * @throws NullPointerException if it is one of those left out
   */
  public V get(E constant) {
    return Objects.requireNonNull(each.get(constant));
  }
}
