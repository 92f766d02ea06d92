package dev.bimgate.client;

import java.util.Objects;

/**
 * The credential of one call: the value of the {@code Authorization} header, unchanged.
 *
 * <p>It is an argument of every call and never ambient. {@link #toString} does not reveal it.
 *
 * @param authorization scheme and token as one header value, for example {@code Bearer eyJ…}
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
