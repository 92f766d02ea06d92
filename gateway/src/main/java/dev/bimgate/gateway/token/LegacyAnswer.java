package dev.bimgate.gateway.token;

import dev.bimgate.gateway.problem.Problem;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What Bimplus says of a token of the old login. */
sealed interface LegacyAnswer {

  /**
   * It is somebody's.
   *
   * @param userId whose
   * @param app the application that the login was made for
   * @param lifetime how long it will live yet; zero or less: it has ended
   */
  record Owned(String userId, String app, Duration lifetime) implements LegacyAnswer {}

  /** A clear word that it is nobody's, or that such tokens are gone. */
  record Denied(TokenCause cause) implements LegacyAnswer {}

  /**
   * No clear word: the token may be good.
   *
   * @param problem what a client is told who cannot be let in for that
   */
  record Unclear(TokenCause cause, Problem problem) implements LegacyAnswer {}

  /** Tells whose a token of the old login is. */
  interface Lookup {

    /**
     * Asks once; whatever goes wrong is {@link LegacyAnswer.Unclear}.
     *
     * @param authorization the field with the very token, under the scheme as it came
     * @param within how long the answer may take, to its last byte
     */
    CompletionStage<LegacyAnswer> ask(String authorization, Duration within);
  }
}
