package dev.bimgate.gateway.limits;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.bimgate.cache.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Of any response, a header a line: what is read and learnt is within bounds. */
class RateLimitHeadersFuzzTest {

  private static final long NOW = 1_795_867_200_000L;
  private static final LimitOptions OPTIONS = BudgetBench.OPTIONS;

  @FuzzTest(maxDuration = "10m")
  void whatIsReadAndLearntIsWithinBounds(byte[] bytes) {
    UserBudget budget = new UserBudget(OPTIONS);
    long now = NOW;
    for (String response : new String(bytes, StandardCharsets.ISO_8859_1).split("\n\n", 8)) {
      RateLimitHeaders read = RateLimitHeaders.of(headers(response), now);
      if (read != null) {
        SaneBudget.assertSane(read, now);
      }
      boolean sent = budget.begin("app", true, now) == null;
      if (sent) {
        budget.end();
      }
      budget.learn(200, read, now, now + 1);
      now += 1_000;
      SaneBudget.assertSane(budget.status(now), now);
    }
  }

  private static Headers headers(String text) {
    List<Map.Entry<String, String>> lines = new ArrayList<>();
    for (String line : text.split("\n", 12)) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        lines.add(Map.entry(line.substring(0, colon), line.substring(colon + 1)));
      }
    }
    return Headers.from(lines);
  }
}
