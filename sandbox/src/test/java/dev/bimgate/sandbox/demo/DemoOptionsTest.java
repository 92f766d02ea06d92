package dev.bimgate.sandbox.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {

  @Test
  void staysUpUnlessStartedForOneWalk() {
    assertThat(DemoOptions.parse(new String[0]).once()).isFalse();
    assertThat(DemoOptions.parse(new String[] {"--once"}).once()).isTrue();
  }

  @Test
  void takesAnotherGateway() {
    assertThat(DemoOptions.parse(new String[] {"--gateway-jar", "x.jar"}).gatewayJar())
        .isEqualTo(Path.of("x.jar"));
  }

  @Test
  void takesAnImage() {
    assertThat(DemoOptions.parse(new String[] {"--image", "gateway"}).image()).hasValue("gateway");
  }

  @Test
  void peersAreGatewaysWithoutContainer() {
    assertThat(DemoOptions.parse(new String[] {"--peers"}).peers()).isTrue();
    assertThatThrownBy(() -> DemoOptions.parse(new String[] {"--peers", "--image", "gateway"}))
        .hasMessage("--peers runs the packaged gateway, and no image");
  }

  @Test
  void thePageIsADemoOfItsOwn() {
    assertThat(DemoOptions.parse(new String[] {"--web"}).web()).isTrue();
    assertThatThrownBy(() -> DemoOptions.parse(new String[] {"--web", "--peers"}))
        .hasMessage("--peers and --web are two demos: name one");
  }

  @Test
  void rejectsWhatItDoesNotKnow() {
    assertThatThrownBy(() -> DemoOptions.parse(new String[] {"--twice"}))
        .hasMessage("--twice is no option, or lacks its value");
    assertThatThrownBy(() -> DemoOptions.parse(new String[] {"--gateway-jar"}))
        .hasMessage("--gateway-jar is no option, or lacks its value");
  }
}
