package dev.bimgate.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.peers.Messages.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a gateway reads of a message, also of one of another version. */
class MessagesTest {

  private static final byte[] BODY = {7, 8};

  @ParameterizedTest
  @EnumSource
  void aMessageOfEachKindIsReadAsItWasWritten(Message.Kind kind) {
    Reading reading = Messages.read(Messages.write(new Message(kind, BODY), false));

    assertThat(reading).isInstanceOf(Reading.Understood.class);
    assertThat(((Reading.Understood) reading).message().kind()).isEqualTo(kind);
    assertThat(((Reading.Understood) reading).message().body()).isEqualTo(BODY);
  }

  @Test
  void anUnknownKindInvalidatesEverything() {
    assertThat(Messages.read(new byte[] {1, 99, 0, 7})).isInstanceOf(Reading.Unknown.class);
  }

  @Test
  void anUnknownKindThatMayBeIgnoredIs() {
    assertThat(Messages.read(new byte[] {1, 99, 1, 7})).isInstanceOf(Reading.Ignored.class);
  }

  @Test
  void anotherVersionInvalidatesEverythingUnlessItMayBeIgnored() {
    assertThat(Messages.read(new byte[] {2, 1, 0, 7})).isInstanceOf(Reading.Unknown.class);
    assertThat(Messages.read(new byte[] {2, 1, 1, 7})).isInstanceOf(Reading.Ignored.class);
  }

  @Test
  void truncatedBytesInvalidateEverything() {
    assertThat(Messages.read(new byte[] {1, 1})).isInstanceOf(Reading.Unknown.class);
  }
}
