package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;

class SandboxMainTest {

  @Test
  void optionsNamePorts() {
    SandboxOptions options =
        SandboxMain.options(new String[] {"--api-port", "8081", "--issuer-port", "8082"});

    assertThat(options).isEqualTo(SandboxOptions.defaults().withPorts(8081, 8082));
  }

  @Test
  void theIssuerOutsideIsNoNumber() {
    String[] arguments = {
      "--tokens-of", "http://127.0.0.1:18080/realms/allplan", "--api-port", "9"
    };

    assertThat(SandboxMain.options(arguments)).isEqualTo(SandboxOptions.defaults().withPorts(9, 0));
    assertThat(SandboxMain.outsideIssuer(arguments))
        .contains(URI.create("http://127.0.0.1:18080/realms/allplan"));
  }

  @Test
  void mistakesAreToldInPlainWords() {
    assertThatThrownBy(() -> SandboxMain.options(new String[] {"--api-port"}))
        .hasMessage("--api-port needs a value");
    assertThatThrownBy(() -> SandboxMain.options(new String[] {"--api-port", "x"}))
        .hasMessage("--api-port needs a number");
    assertThatThrownBy(() -> SandboxMain.options(new String[] {"--speed", "1"}))
        .hasMessage("unknown option --speed");
  }
}
