package dev.bimgate.gateway.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyKindTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | JSON",
        "Application/JSON; charset=utf-8 | JSON",
        "application/json;odata=verbose | JSON",
        "text/json | JSON",
        "application/problem+json | JSON",
        "image/x+json | JSON",
        "application/x-ndjson | JSON",
        "application/json-seq | JSON",
        "text/javascript | JSON",
        "text/plain | OTHER",
        "text/html; charset=utf-8 | OTHER",
        "application/xml | OTHER",
        "application/octet-stream | OTHER",
        "multipart/byteranges; boundary=a | OTHER",
        "image/svg+xml | OTHER",
        "image/png | OPAQUE",
        "IMAGE/JPEG | OPAQUE",
        "model/gltf-binary | OPAQUE",
        "'' | UNDECLARED",
        "json | UNDECLARED",
        "image/ | UNDECLARED",
        "image/png, application/json | UNDECLARED",
        "image/png application/json | UNDECLARED",
        "image/png/json | UNDECLARED",
        "; charset=utf-8 | UNDECLARED"
      })
  void isThatOfTheMediaType(String contentType, BodyKind kind) {
    assertThat(BodyKind.of(contentType)).isEqualTo(kind);
  }

  @Test
  void aMissingTypeIsUndeclared() {
    assertThat(BodyKind.of(null)).isEqualTo(BodyKind.UNDECLARED);
  }
}
