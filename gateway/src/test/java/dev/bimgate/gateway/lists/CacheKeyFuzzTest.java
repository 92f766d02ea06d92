package dev.bimgate.gateway.lists;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** Of any two targets, a line each: they share a key exactly if they are the same request. */
class CacheKeyFuzzTest {

  private static final Caller CALLER =
      new Caller(new User("https://login.example/realms/allplan", "anna"), "portal", Set.of());

  @FuzzTest(maxDuration = "10m")
  void twoTargetsShareAKeyExactlyIfTheyAreTheSameRequest(byte[] bytes) {
    String lines = new String(bytes, StandardCharsets.ISO_8859_1);
    int end = Math.max(0, lines.indexOf('\n'));
    String one = lines.substring(0, end);
    String other = lines.substring(end).strip();
    Optional<CacheKey> keyOfOne = AskedKey.of(one, CALLER);
    Optional<CacheKey> keyOfOther = AskedKey.of(other, CALLER);
    if (keyOfOne.isEmpty() || keyOfOther.isEmpty()) {
      return;
    }

    assertThat(keyOfOne.equals(keyOfOther)).isEqualTo(Question.of(one).equals(Question.of(other)));
  }
}
