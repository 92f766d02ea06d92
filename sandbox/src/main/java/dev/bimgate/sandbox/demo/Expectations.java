package dev.bimgate.sandbox.demo;

import java.util.ArrayList;
import java.util.List;

/** The expectations of a step, compared with its reply. */
final class Expectations {

  private final List<String> mistakes = new ArrayList<>();

  /** Records the sentence when the condition does not hold. */
  Expectations that(boolean holds, String otherwise) {
    if (!holds) {
      mistakes.add(otherwise);
    }
    return this;
  }

  Expectations equal(Object actual, Object expected, String what) {
    return that(actual.equals(expected), what + " is " + actual + ", expected " + expected);
  }

  List<String> mistakes() {
    return List.copyOf(mistakes);
  }
}
