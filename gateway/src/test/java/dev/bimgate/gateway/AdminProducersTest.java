package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.admin.AdminToken;
import dev.bimgate.gateway.config.GatewaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminProducersTest {

  private static final List<String> GIVEN = List.of("Bearer secret-1");

  @Test
  void theTokenIsThatOfTheSettingOrOfTheFile(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "  secret-1\n");

    Optional<AdminToken> set =
        AdminProducers.token(new Settings(Optional.of("secret-1"), Optional.empty()));
    Optional<AdminToken> read =
        AdminProducers.token(new Settings(Optional.empty(), Optional.of(file)));

    assertThat(set).hasValueSatisfying(token -> assertThat(token.isIn(GIVEN)).isTrue());
    assertThat(read).hasValueSatisfying(token -> assertThat(token.isIn(GIVEN)).isTrue());
  }

  @Test
  void withoutOneThereIsNone() {
    assertThat(AdminProducers.token(new Settings(Optional.empty(), Optional.empty()))).isEmpty();
  }

  private record Settings(Optional<String> token, Optional<Path> tokenFile)
      implements GatewaySettings.Admin {}
}
