package dev.bimgate.gateway.context.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.Test;

class ConnectionResetTest {

  /** A stream notices that its client has left when a write fails, and must then be reset. */
  @Test
  void aConnectionThatTheClientHasClosedIsLeftAlone() {
    NioSocketChannel channel = new NioSocketChannel();
    channel.unsafe().closeForcibly();

    assertThatNoException().isThrownBy(() -> ConnectionReset.reset(channel));
    assertThat(channel.isOpen()).isFalse();
  }
}
