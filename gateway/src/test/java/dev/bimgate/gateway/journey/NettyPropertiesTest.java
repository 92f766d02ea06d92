package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.GatewayMain;
import dev.bimgate.gateway.SandboxResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Here Quarkus sets them by itself: with other chunks Netty would take far more memory. */
@QuarkusTest
@WithTestResource(SandboxResource.class)
class NettyPropertiesTest {

  @Test
  void thoseThatAreSetBeforeQuarkusStartsAreItsOwn() {
    assertThat(GatewayMain.NETTY_PROPERTIES)
        .allSatisfy((name, value) -> assertThat(System.getProperty(name)).isEqualTo(value));
  }
}
