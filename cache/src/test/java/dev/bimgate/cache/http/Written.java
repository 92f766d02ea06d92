package dev.bimgate.cache.http;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A row of a table: several lines are written with {@code " / "} between them. */
public final class Written {

  /** Noon of a Wednesday. */
  public static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private Written() {}

  /** The values of one header; a cell left blank: none. */
  public static List<String> values(@Nullable String cell) {
    return cell == null ? List.of() : List.of(cell.split(" / ", -1));
  }

  /** The lines {@code Name: value} of a message; a cell left blank: none. */
  public static Headers head(@Nullable String cell) {
    return Headers.from(values(cell).stream().map(Written::line).toList());
  }

  private static Map.Entry<String, String> line(String text) {
    int colon = text.indexOf(':');
    return Map.entry(text.substring(0, colon), text.substring(colon + 1));
  }

  /** The words of a cell; a cell left blank: none. */
  public static List<String> words(@Nullable String cell) {
    return cell == null ? List.of() : Stream.of(cell.split(" ", -1)).toList();
  }
}
