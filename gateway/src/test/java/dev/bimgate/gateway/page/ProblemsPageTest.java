package dev.bimgate.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.problem.ProblemType;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of all problems, docs/problems.md, matches the code. */
class ProblemsPageTest {

  @Test
  void thePageOfProblemsIsCurrent() throws IOException {
    SourceDocs docs = SourceDocs.of(ProblemType.class, Outcome.class);
    StringBuilder text =
        new StringBuilder("| status | problem | title | outcome |\n|---|---|---|---|\n");
    for (ProblemType type : ProblemType.values()) {
      text.append(row(type, docs));
    }
    text.append('\n');
    for (ProblemType type : ProblemType.values()) {
      text.append(section(type, docs));
    }

    GeneratedPage.assertCurrent("problems.md", text.toString());
  }

  private static String row(ProblemType type, SourceDocs docs) {
    String outcome = docs.of(type.outcome()).get(0);
    return "| %d | [`%s`](#%s) | %s | %s (`%s`) |\n"
        .formatted(
            type.status(),
            name(type),
            name(type),
            type.title(),
            outcome.substring(0, outcome.indexOf(':')),
            type.outcome().label());
  }

  private static String section(ProblemType type, SourceDocs docs) {
    List<String> texts = docs.of(type);
    assertThat(texts).as("%s: what it means, then what the client should do", type).hasSize(2);
    return "## `%s`\n\n`%s`, status %d\n\n%s\n\n**What to do:** %s\n\n"
        .formatted(name(type), type.uri(), type.status(), texts.get(0), texts.get(1));
  }

  private static String name(ProblemType type) {
    return type.uri().substring(type.uri().lastIndexOf(':') + 1);
  }
}
