package dev.bimgate.gateway.context;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** One thing for each constant of a closed list, made once. */
public final class EachOf<E extends Enum<E>, V> {

  private final List<V> byOrdinal;

  /** Makes one thing for each constant. */
  public EachOf(Class<E> list, Function<E, V> make) {
    this.byOrdinal = Stream.of(list.getEnumConstants()).map(make).toList();
  }

  public V get(E constant) {
    return byOrdinal.get(constant.ordinal());
  }
}
