package dev.bimgate.gateway.context;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** One value for each constant of an enum, made once. */
public final class EnumTable<E extends Enum<E>, V> {

  private final Map<E, V> each;

  public EnumTable(Class<E> list, Function<E, V> make) {
    this.each = new EnumMap<>(list);
    for (E constant : list.getEnumConstants()) {
      each.put(constant, make.apply(constant));
    }
  }

  public V get(E constant) {
    return Objects.requireNonNull(each.get(constant));
  }
}
