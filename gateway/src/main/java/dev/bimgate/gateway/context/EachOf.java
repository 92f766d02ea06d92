package dev.bimgate.gateway.context;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** One thing for each constant of a closed list, made once. */
public final class EachOf<E extends Enum<E>, V> {

  private final Map<E, V> each;

  /** Makes one thing for each constant. */
  public EachOf(Class<E> list, Function<E, V> make) {
    this.each = new EnumMap<>(list);
    for (E constant : list.getEnumConstants()) {
      each.put(constant, make.apply(constant));
    }
  }

  public V get(E constant) {
    return Objects.requireNonNull(each.get(constant));
  }
}
