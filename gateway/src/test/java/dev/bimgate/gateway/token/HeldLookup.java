package dev.bimgate.gateway.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A Bimplus that answers when, and what, the test says. */
final class HeldLookup implements LegacyAnswer.Lookup {

  /** One question, to be completed by the test. */
  record Asked(String authorization, Duration within, CompletableFuture<LegacyAnswer> answer) {}

  final List<Asked> asked = new ArrayList<>();

  @Override
  public synchronized CompletionStage<LegacyAnswer> ask(String authorization, Duration within) {
    Asked question = new Asked(authorization, within, new CompletableFuture<>());
    asked.add(question);
    return question.answer();
  }

  /** Answers the question that was asked last. */
  void answer(LegacyAnswer answer) {
    asked.get(asked.size() - 1).answer().complete(answer);
  }
}
