package dev.bimgate.gateway.peers;

import java.util.ArrayList;
import java.util.List;

/** A stream of Valkey, of which the entries are numbered from 1. */
final class FakeStream<T> {

  private final List<Numbered<T>> entries;
  private long last;

  FakeStream() {
    this.entries = new ArrayList<>();
  }

  private FakeStream(FakeStream<T> other) {
    this.entries = new ArrayList<>(other.entries);
    this.last = other.last;
  }

  FakeStream<T> copy() {
    return new FakeStream<>(this);
  }

  long add(T value, int atMost) {
    last++;
    entries.add(new Numbered<>(last, value));
    trim(atMost);
    return last;
  }

  void trim(int atMost) {
    while (entries.size() > atMost) {
      entries.remove(0);
    }
  }

  /** What {@code XREVRANGE + - COUNT 1} finds. */
  long logEnd() {
    return entries.isEmpty() ? 0 : entries.get(entries.size() - 1).number;
  }

  List<Numbered<T>> after(long number, int atMost) {
    return entries.stream().filter(entry -> entry.number > number).limit(atMost).toList();
  }

  record Numbered<T>(long number, T value) {}
}
