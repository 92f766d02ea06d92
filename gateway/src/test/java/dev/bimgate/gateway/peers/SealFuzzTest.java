package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes that Valkey may hold: nothing opens that was not sealed, and nothing fails. */
class SealFuzzTest {

  private static final Seal SEAL = Seals.of(1, 2);
  private static final byte[] SEALED = SEAL.seal("name", new byte[0]);

  @FuzzTest(maxDuration = "10m")
  void noOtherBytesOpen(byte[] bytes) {
    assertThat(SEAL.open("name", bytes)).isEmpty();
    assertThat(SEAL.open("name", afterTheIdOfAKey(bytes))).isEmpty();
  }

  private static byte[] afterTheIdOfAKey(byte[] bytes) {
    byte[] after = new byte[SealKey.ID_BYTES + bytes.length];
    System.arraycopy(SEALED, 0, after, 0, SealKey.ID_BYTES);
    System.arraycopy(bytes, 0, after, SealKey.ID_BYTES, bytes.length);
    return after;
  }
}
