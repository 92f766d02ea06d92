package dev.bimgate.gateway.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A Bimplus whose responses the test controls. */
final class HeldLookup implements LegacyAnswer.Lookup {

  /** One request, to be completed by the test. */
  record Asked(String authorization, Duration within, CompletableFuture<LegacyAnswer> answer) {}

  final List<Asked> asked = new ArrayList<>();

  @Override
  public synchronized CompletionStage<LegacyAnswer> ask(String authorization, Duration within) {
    Asked question = new Asked(authorization, within, new CompletableFuture<>());
    asked.add(question);
    return question.answer();
  }

  /** Responds to the last request. */
  void answer(LegacyAnswer answer) {
    asked.get(asked.size() - 1).answer().complete(answer);
  }
}
