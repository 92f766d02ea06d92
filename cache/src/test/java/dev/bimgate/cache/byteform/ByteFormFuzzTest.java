package dev.bimgate.cache.byteform;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bimgate.cache.ListAnswer;
import dev.bimgate.cache.ListKey;
import dev.bimgate.cache.TestRoute;

/** Any bytes: they are the one form of what is read from them, or they are rejected. */
class ByteFormFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void whatIsReadAsAKeyIsTheOneFormOfIt(byte[] bytes) throws ByteFormException {
    ListKey key;
    try {
      key = ByteForm.key(bytes, TestRoute.ALL);
    } catch (ByteFormException refused) {
      return;
    }
    assertThat(ByteForm.ofKey(key)).isEqualTo(bytes);
  }

  @FuzzTest(maxDuration = "10m")
  void whatIsReadAsAResponseIsTheOneFormOfIt(byte[] bytes) throws ByteFormException {
    ListAnswer answer;
    try {
      answer = ByteForm.answer(bytes);
    } catch (ByteFormException refused) {
      return;
    }
    assertThat(ByteForm.ofAnswer(answer)).isEqualTo(bytes);
  }
}
