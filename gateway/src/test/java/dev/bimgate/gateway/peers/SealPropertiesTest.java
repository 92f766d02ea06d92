package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Texts and names of all kinds. */
class SealPropertiesTest {

  private static final String SEED = "20261129";

  private final Seal seal = Seals.of(1, 2);

  @Property(seed = SEED, tries = 300)
  void everyTextOpensUnderItsName(@ForAll String name, @ForAll byte[] text) {
    assertThat(seal.open(name, seal.seal(name, text))).contains(text);
  }

  @Property(seed = SEED, tries = 300)
  void noTextOpensWithOneByteChanged(
      @ForAll String name,
      @ForAll byte[] text,
      @ForAll @IntRange(min = 0) int where,
      @ForAll byte by) {
    byte[] sealed = seal.seal(name, text);
    sealed[where % sealed.length] ^= by == 0 ? 1 : by;

    assertThat(seal.open(name, sealed)).isEmpty();
  }
}
