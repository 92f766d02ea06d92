package dev.bimgate.gateway.token.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.TokenProfile;
import dev.bimgate.gateway.token.HostileTable;
import dev.bimgate.gateway.token.Spoiled;
import dev.bimgate.gateway.token.TestClock;
import dev.bimgate.gateway.token.TestGate;
import dev.bimgate.gateway.token.TestKey;
import dev.bimgate.gateway.token.TestToken;
import dev.bimgate.gateway.token.jwt.TokenPolicy;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TokenReportTest {

  private static final TestKey KEY = TestKey.rsa("rsa");
  private static final long NOW = TestClock.START_SECONDS * 1_000;

  @ParameterizedTest
  @EnumSource(RejectionReason.class)
  void everyReasonIsDescribedWithWhatWouldChangeIt(RejectionReason cause) {
    assertThat(TokenReport.lines("x.y.z", cause, TestGate.RULES, NOW))
        .satisfies(lines -> assertThat(lines.get(0)).startsWith("rejected: ").endsWith(")"))
        .satisfies(lines -> assertThat(lines.get(1)).startsWith("fix: "));
  }

  @Test
  void theSettingIsShownWithItsValue() {
    TokenPolicy rules = TestGate.rules(TokenProfile.KEYCLOAK, Set.of("b", "a"), Set.of());

    assertThat(TokenReport.line("x", RejectionReason.WRONG_PARTY, rules, NOW))
        .contains("fix: bimplus.oidc.authorized-parties (now a,b)");
  }

  @Test
  void timesAreRelativeToNow() {
    String token = TestToken.by(KEY).claim("nbf", TestClock.START_SECONDS - 3_601).signed();

    assertThat(TokenReport.lines(token, null, TestGate.RULES, NOW))
        .contains(
            "valid from: 2027-01-15T06:59:59Z, 1h 1s ago", "expires: 2027-01-15T08:05:00Z, in 5m");
  }

  static Stream<Spoiled> hostile() {
    return HostileTable.rows(TestClock.START_SECONDS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void whateverTheTokenTheReportIsShortLinesOfVisibleAsciiWithoutIt(Spoiled spoiled) {
    String signed =
        TestToken.by(KEY).headerText(spoiled.header()).payloadText(spoiled.payload()).signed();
    String token = spoiled.token().apply(signed);

    assertThat(TokenReport.lines(token, RejectionReason.CLAIM, TestGate.RULES, NOW))
        .allSatisfy(line -> assertThat(line).matches("[ -~]{1,400}").doesNotContain("anna"))
        .noneMatch(line -> token.length() > 40 && line.contains(token.substring(0, 40)));
  }
}
