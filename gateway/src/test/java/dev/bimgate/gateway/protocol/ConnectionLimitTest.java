package dev.bimgate.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

  private final ConnectionLimit limit = new ConnectionLimit(2);

  @Test
  void theConnectionAboveItIsClosedAtOnce() {
    Channel above = new EmbeddedChannel();
    limit.accepts(new EmbeddedChannel());

    assertThat(limit.accepts(new EmbeddedChannel())).isTrue();
    assertThat(limit.accepts(above)).isFalse();
    assertThat(above.isOpen()).isFalse();
  }

  @Test
  void aClosedConnectionMakesRoomForOneAndARejectedOneForNone() {
    Channel leaving = new EmbeddedChannel();
    limit.accepts(leaving);
    limit.accepts(new EmbeddedChannel());
    limit.accepts(new EmbeddedChannel());

    leaving.close();

    assertThat(limit.accepts(new EmbeddedChannel())).isTrue();
    assertThat(limit.accepts(new EmbeddedChannel())).isFalse();
  }
}
