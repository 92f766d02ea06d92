package dev.bimgate.client;

import java.util.Objects;

/**
 * The credential of one call: the value of the {@code Authorization} field exactly as it came.
 *
 * <p>It is an argument of every call and never ambient. Nothing prints it: {@link #toString} tells
 * only that there is one.
 *
 * @param authorization scheme and token as one field value, for example {@code Bearer eyJ…}
 */
public record Credential(String authorization) {

  public Credential {
    Objects.requireNonNull(authorization, "authorization");
  }

  @Override
  public String toString() {
    return "Credential[redacted]";
  }
}
