package dev.bimgate.client;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first wanted, once. */
final class Lazy<T> {

  private final Supplier<T> maker;
  private volatile @Nullable T value;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  T get() {
    T present = value;
    return present != null ? present : make();
  }

  /** The value if it was ever wanted. */
  @Nullable T ifMade() {
    return value;
  }

  private synchronized T make() {
    T present = value;
    if (present == null) {
      present = maker.get();
      value = present;
    }
    return present;
  }
}
