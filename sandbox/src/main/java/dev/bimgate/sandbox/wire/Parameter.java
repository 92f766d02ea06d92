package dev.bimgate.sandbox.wire;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One parameter of a {@link FaultKind}: its name, its form and its default; {@code words} are all
 * allowed values, if they are few.
 */
record Parameter(String name, Form form, Object otherwise, List<String> words) {

  private Parameter(String name, Form form, Object otherwise) {
    this(name, form, otherwise, List.of());
  }

  /** The form of a value, which checks it. */
  interface Form {
    /**
     * @throws IllegalArgumentException saying what is expected; the name is put before it
     */
    Object read(Object value);
  }

  static Parameter whole(String name, long otherwise, long least, long most) {
    return new Parameter(name, value -> whole(value, least, most), otherwise);
  }

  static Parameter flag(String name, boolean otherwise) {
    return new Parameter(
        name,
        value -> {
          require(value instanceof Boolean, "is true or false");
          return value;
        },
        otherwise);
  }

  static Parameter text(String name, String otherwise) {
    return new Parameter(
        name,
        value -> {
          require(value instanceof String, "is a text");
          return value;
        },
        otherwise);
  }

  static Parameter choice(String name, String... words) {
    List<String> known = List.of(words);
    return new Parameter(
        name,
        value -> {
          require(known.contains(value), "is one of " + String.join(", ", known));
          return value;
        },
        words[0],
        known);
  }

  static Parameter fields(String name, Map<String, String> otherwise) {
    return new Parameter(name, Parameter::fields, otherwise);
  }

  /** The value of this parameter in the object. */
  Object in(JsonObject object) {
    Object value = object.getValue(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return form.read(value);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(name + " " + wrong.getMessage(), wrong);
    }
  }

  /** As the page shows it. */
  String shown() {
    Object value = otherwise instanceof Map<?, ?> map ? new JsonObject(named(map)) : otherwise;
    String shown = value instanceof String text ? '"' + text + '"' : value.toString();
    return words.isEmpty()
        ? "`" + name + "` " + shown
        : "`" + name + "` " + shown + " of " + String.join(", ", words);
  }

  private static Object whole(Object value, long least, long most) {
    require(value instanceof Integer || value instanceof Long, "is a whole number");
    long number = ((Number) value).longValue();
    require(number >= least && number <= most, "is " + least + " to " + most);
    return number;
  }

  private static Object fields(Object value) {
    require(value instanceof JsonObject, "is an object of texts");
    Map<String, String> fields = new TreeMap<>();
    for (Map.Entry<String, Object> field : (JsonObject) value) {
      require(field.getValue() instanceof String, "is an object of texts");
      fields.put(field.getKey(), (String) field.getValue());
    }
    return fields;
  }

  private static Map<String, Object> named(Map<?, ?> map) {
    Map<String, Object> named = new TreeMap<>();
    map.forEach((key, value) -> named.put(String.valueOf(key), value));
    return named;
  }

  private static void require(boolean holds, String wanted) {
    if (!holds) {
      throw new IllegalArgumentException(wanted);
    }
  }
}
