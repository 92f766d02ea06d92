package dev.bimgate.gateway.token;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Tells whose a token of the old login is. */
interface LegacyLookup {

  /**
   * Asks once; whatever goes wrong is {@link LegacyAnswer.Unclear}.
   *
   * @param authorization the field with the very token, under the scheme as it came
   * @param within how long the answer may take, to its last byte
   */
  CompletionStage<LegacyAnswer> ask(String authorization, Duration within);
}
