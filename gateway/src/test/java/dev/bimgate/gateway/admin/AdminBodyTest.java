package dev.bimgate.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminBodyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON",
        "application/json; charset=utf-8",
        "application/json;charset=\"UTF-8\"",
        "application/json; odata=verbose",
        "application/json;"
      })
  void jsonInUtf8IsAccepted(String type) {
    assertThatCode(() -> AdminBody.requireJson(typed(type))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-16",
        "application/json; charset=iso-8859-1",
        "application/json; charset=utf8",
        "application/json; charset",
        "application/json; charset=",
        "application/json; charset=utf-8; CHARSET=utf-16"
      })
  void anotherCharsetIsReported(String type) {
    isRejected(typed(type), "UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text/json", "application/json-patch+json", "application/json, text/plain"})
  void anotherTypeIsReported(String type) {
    isRejected(typed(type), "Send application/json.");
  }

  @Test
  void noTypeOrTwoTypesAreRejected() {
    isRejected(MultiMap.caseInsensitiveMultiMap(), "Send application/json.");
    isRejected(
        typed("application/json").add("Content-Type", "application/json"),
        "Send application/json.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "Identity", "", "identity, identity"})
  void noCodingIsAccepted(String coding) {
    assertThatCode(() -> AdminBody.requireJson(coded(coding))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "identity, gzip", "aws-chunked"})
  void aCodingIsReported(String coding) {
    isRejected(coded(coding), "content coding");
  }

  @Test
  void aCodingInASecondHeaderLineIsSeen() {
    isRejected(coded("identity").add("Content-Encoding", "gzip"), "content coding");
  }

  private static void isRejected(MultiMap headers, String detail) {
    assertThatThrownBy(() -> AdminBody.requireJson(headers))
        .isInstanceOfSatisfying(
            AdminRejectedException.class,
            rejected -> {
              assertThat(rejected.result()).isEqualTo(AdminResult.BAD_BODY);
              assertThat(rejected.problem().type()).isEqualTo(ProblemType.UNSUPPORTED_MEDIA_TYPE);
              assertThat(rejected.problem().detail()).contains(detail);
            });
  }

  private static MultiMap typed(String type) {
    return MultiMap.caseInsensitiveMultiMap().add("Content-Type", type);
  }

  private static MultiMap coded(String coding) {
    return typed("application/json").add("Content-Encoding", coding);
  }
}
