package dev.bimgate.client.app;

/**
 * A part of a list, as Bimplus divides long lists: {@code chunkSize} and {@code chunk} in the
 * query.
 *
 * @param size number of elements of a full chunk, at least 1
 * @param index which one, from 0
 */
public record Chunk(int size, int index) {

  public Chunk {
    if (size < 1 || index < 0) {
      throw new IllegalArgumentException("A chunk has a size of at least 1 and an index from 0");
    }
  }

  String query() {
    return "chunkSize=" + size + "&chunk=" + index;
  }

  /** The number of elements in this chunk and those before it, if all are full. */
  long end() {
    return (index + 1L) * size;
  }
}
