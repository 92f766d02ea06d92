package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.MainProcess.Ending;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.keys.TokenDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --check --token-file} as an operator sees it, with a sandbox. */
@SuppressWarnings("NullAway.Init")
class TokenFileCheckTest {

  private static final String USER = "user-01";
  private static Sandbox sandbox;

  private final Path directory;
  private final MainProcess main;

  TokenFileCheckTest(@TempDir Path directory) {
    this.directory = directory;
    this.main = new MainProcess(directory);
  }

  @BeforeAll
  static void start() {
    sandbox = Sandbox.start(SandboxOptions.defaults());
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @Test
  void anAcceptedTokenIsReportedWithItsClaimsAndExitCode0() throws Exception {
    Ending ending =
        check("  Authorization: Bearer " + draft().scope("openid bimplus").sign() + "\n\n");

    assertThat(ending.err()).isEmpty();
    assertThat(ending.out())
        .startsWith("accepted")
        .contains(
            "issuer: " + sandbox.issuerUrl(),
            "app: " + Tokens.DEFAULT_CLIENT,
            "scopes: openid bimplus",
            "kind: Bearer",
            "algorithm: RS256",
            "fetch of the issuer's keys: succeeded")
        .anyMatch(line -> line.startsWith("expires: ") && line.contains(", in "))
        .noneMatch(line -> line.startsWith("unverified"));
    assertThat(ending.exitCode()).isZero();
  }

  @Test
  void aRejectedTokenIsReportedWithTheCauseAndTheSettingAndExitCode2() throws Exception {
    Ending ending = check(draft().authorizedParty("other-app").sign());

    assertThat(ending.out())
        .startsWith(
            "rejected: the app is not an authorized party (wrong_party)",
            "fix: bimplus.oidc.authorized-parties (now " + Tokens.DEFAULT_CLIENT + ")")
        .contains("unverified and possibly forged:", "app: other-app");
    assertThat(ending.exitCode()).isEqualTo(2);
  }

  @Test
  void aTokenOfAnotherKeyIsReportedAsUnverified() throws Exception {
    Ending ending = check(draft().foreignKey().sign());

    assertThat(ending.out())
        .startsWith("rejected: invalid signature (bad_signature)")
        .contains("unverified and possibly forged:");
    assertThat(ending.exitCode()).isEqualTo(2);
  }

  @Test
  void neitherTheTokenNorItsUserNorAControlCharacterIsPrinted() throws Exception {
    String token = draft().authorizedParty("a\nb\u001b[2J\u0085\u202e").sign();

    Ending ending = check(token);

    assertThat(ending.out())
        .contains("app: a\\u000ab\\u001b[2J\\u0085\\u202e")
        .noneMatch(line -> line.contains(sandbox.tokens().subjectOf(USER)))
        .allSatisfy(line -> assertThat(List.of(token.split("\\."))).noneMatch(line::contains));
  }

  @Test
  void aLegacyTokenIsLookedUp() throws Exception {
    Ending good = check(sandbox.tokens().legacyFor(USER));
    Ending bad = check("0123456789abcdef0123456789abcdef");

    assertThat(good.out()).startsWith("accepted").anyMatch(line -> line.startsWith("app: "));
    assertThat(good.exitCode()).isZero();
    assertThat(bad.out())
        .startsWith("rejected: Bimplus rejects this legacy token (legacy_refused)");
    assertThat(bad.exitCode()).isEqualTo(2);
  }

  @Test
  void whatIsNoTokenIsRejected() throws Exception {
    Ending ending = check("two words");

    assertThat(ending.out()).startsWith("rejected: not one token without spaces (malformed_field)");
    assertThat(ending.exitCode()).isEqualTo(2);
  }

  @Test
  void aFileThatCannotBeATokenIsReportedWithExitCode1() throws Exception {
    Ending empty = check(" \n");
    Ending large = check("x".repeat(40_000));
    Files.delete(directory.resolve("token"));
    Ending absent = main.run(options(), List.of("--check", "--token-file", "token"));

    assertThat(List.of(empty, large, absent)).allMatch(ending -> ending.exitCode() == 1);
    assertThat(empty.err()).containsExactly("token file: is empty");
    assertThat(large.err())
        .containsExactly("token file: is longer than any token; give a file with a token alone");
    assertThat(absent.err()).containsExactly("token file: cannot be read");
  }

  @Test
  void mistakesInTheSettingsComeFirst() throws Exception {
    Ending ending = main.run(List.of(), List.of("--check", "--token-file", "token"));

    assertThat(ending.exitCode()).isEqualTo(1);
    assertThat(ending.err()).hasSize(2);
  }

  @Test
  void withoutTheIssuersKeysItSaysThatTheTokenMayBeGood() throws Exception {
    sandbox.issuer().switchOff();
    sandbox.bimplus().switchOff();
    try {
      Ending ending = check(draft().sign());

      assertThat(ending.out())
          .startsWith(
              "rejected: the issuer's keys are unavailable; the token may be valid"
                  + " (keys_unavailable)")
          .contains("fetch of the issuer's keys: unreachable");
      assertThat(ending.exitCode()).isEqualTo(2);
    } finally {
      sandbox.issuer().switchOn();
      sandbox.bimplus().switchOn();
    }
  }

  private static TokenDraft draft() {
    return sandbox.tokens().with(USER);
  }

  private Ending check(String content) throws Exception {
    write(content);
    return main.run(options(), List.of("--check", "--token-file", "token"));
  }

  private void write(String content) throws IOException {
    Files.writeString(directory.resolve("token"), content);
  }

  private static List<String> options() {
    List<String> options = new ArrayList<>();
    // As the jar sets it.
    options.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    options.add("-Dbimplus.url=" + sandbox.apiUrl());
    options.add("-Dbimplus.oidc.authorized-parties=" + Tokens.DEFAULT_CLIENT);
    return options;
  }
}
