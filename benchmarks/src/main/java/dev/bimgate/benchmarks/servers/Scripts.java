package dev.bimgate.benchmarks.servers;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Files that other programs read: Lua scripts of {@code wrk}, configurations of servers. */
public final class Scripts {

  private Scripts() {}

  /** The path of a file, copied to the directory of the run. */
  public static String file(String name) throws IOException {
    return file(name, Map.of());
  }

  /** The same with each <code>${name}</code> replaced by its value. */
  public static String file(String name, Map<String, String> values) throws IOException {
    Path file = Files.createDirectories(Repository.runDirectory()).resolve(name);
    Files.writeString(file, filled(text(name), values));
    return file.toString();
  }

  /** A text with each <code>${name}</code> replaced by its value. */
  public static String filled(String text, Map<String, String> values) {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    return filled;
  }

  private static String text(String name) throws IOException {
    try (InputStream in = Scripts.class.getResourceAsStream("/dev/bimgate/benchmarks/" + name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
