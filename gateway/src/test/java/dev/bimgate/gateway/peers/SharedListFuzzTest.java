package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bimgate.cache.byteform.ByteFormException;
import java.util.Optional;

/** Any bytes: they are the one form of the list that is read from them, or none is. */
class SharedListFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void whatIsReadIsTheOneFormOfIt(byte[] bytes) throws ByteFormException {
    Optional<SharedList> read = SharedList.of(bytes);
    if (read.isPresent()) {
      assertThat(read.get().toBytes()).isEqualTo(bytes);
    }
  }
}
