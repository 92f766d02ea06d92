package dev.bimgate.cache.byteform;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bimgate.cache.TestRoute;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.ListResponse;

/** Any bytes: they are the one form of what is read from them, or they are rejected. */
class ByteFormFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void whatIsReadAsAKeyIsTheOneFormOfIt(byte[] bytes) throws ByteFormException {
    CacheKey key;
    try {
      key = ByteForm.key(bytes, TestRoute.ALL);
    } catch (ByteFormException rejected) {
      return;
    }
    assertThat(ByteForm.ofKey(key)).isEqualTo(bytes);
  }

  @FuzzTest(maxDuration = "10m")
  void whatIsReadAsAnInvalidationIsTheOneFormOfIt(byte[] bytes) throws ByteFormException {
    Invalidation invalidation;
    try {
      invalidation = ByteForm.invalidation(bytes, TestRoute.ALL);
    } catch (ByteFormException rejected) {
      return;
    }
    assertThat(ByteForm.ofInvalidation(invalidation)).isEqualTo(bytes);
  }

  @FuzzTest(maxDuration = "10m")
  void whatIsReadAsAResponseIsTheOneFormOfIt(byte[] bytes) throws ByteFormException {
    ListResponse response;
    try {
      response = ByteForm.response(bytes);
    } catch (ByteFormException rejected) {
      return;
    }
    assertThat(ByteForm.ofResponse(response)).isEqualTo(bytes);
  }
}
