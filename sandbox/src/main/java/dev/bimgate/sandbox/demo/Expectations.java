package dev.bimgate.sandbox.demo;

import java.util.ArrayList;
import java.util.List;

/** What was said of a step, held against what came. */
final class Expectations {

  private final List<String> mistakes = new ArrayList<>();

  /** Notes the sentence when the condition does not hold. */
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
