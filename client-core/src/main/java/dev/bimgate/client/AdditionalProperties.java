package dev.bimgate.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object that no component names, in order, without the secret one. */
final class AdditionalProperties {

  /** A database connection string with user and password in it. */
  private static final String SECRET = "teamWorksConnection";

  private AdditionalProperties() {}

  static Map<String, @Nullable Object> of(@Nullable Map<String, @Nullable Object> members) {
    if (members == null) {
      return Map.of();
    }
    Map<String, @Nullable Object> safe = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> {
          if (!SECRET.equalsIgnoreCase(name)) {
            safe.put(name, withoutSecret(value));
          }
        });
    return Collections.unmodifiableMap(safe);
  }

  @SuppressWarnings("unchecked") // the maps Jackson makes of JSON objects have strings for keys
  private static @Nullable Object withoutSecret(@Nullable Object value) {
    if (value instanceof Map<?, ?> object) {
      return of((Map<String, @Nullable Object>) object);
    }
    if (value instanceof List<?> array) {
      return array.stream().map(AdditionalProperties::withoutSecret).toList();
    }
    return value;
  }
}
