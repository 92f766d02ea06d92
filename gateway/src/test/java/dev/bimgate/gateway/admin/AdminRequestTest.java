package dev.bimgate.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminRequestTest {

  private static final List<String> NAMES = List.of("path", "user");

  @Test
  void textsAreDecodedAsThoseOfAForm() throws AdminRejectedException {
    assertThat(texts("path=%2Fv2%2Fteams%3Fa%3D1%26b%3D2&user=a+b"))
        .containsExactly(entry("path", "/v2/teams?a=1&b=2"), entry("user", "a b"));
  }

  @Test
  void theyAreUtf8() throws AdminRejectedException {
    assertThat(texts("user=%C3%BC%f0%9f%8f%a0")).containsExactly(entry("user", "ü🏠"));
  }

  @Test
  void withoutAQueryThereIsNone() throws AdminRejectedException {
    assertThat(texts("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path",
        "path=",
        "path=%zz",
        "path=%",
        "path=%4",
        "path=a%+1",
        "path=a%-1",
        "user=%ff",
        "user=%c0%80",
        "user=%ed%a0%80",
        "%zz=a",
        "=a",
        "PATH=a",
        "other=a",
        "user=a&user=a"
      })
  void anythingElseIsRejected(String query) {
    assertThatThrownBy(() -> texts(query))
        .isInstanceOfSatisfying(
            AdminRejectedException.class,
            rejected -> assertThat(rejected.result()).isEqualTo(AdminResult.BAD_QUERY));
  }

  private static Map<String, String> texts(String query) throws AdminRejectedException {
    MultiMap none = MultiMap.caseInsensitiveMultiMap();
    return new AdminRequest("id", HttpMethod.GET, query, none, new byte[0]).queryTexts(NAMES);
  }
}
