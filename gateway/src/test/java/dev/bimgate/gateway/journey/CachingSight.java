package dev.bimgate.gateway.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.RawConnection.RawHead;
import java.util.List;

/**
 * What both sides see of one exchange.
 *
 * @param fromBimplus the body of Bimplus's response, redacted
 * @param before the body that the client got last
 * @param calls the headers of the requests that Bimplus received
 */
record CachingSight(
    RawHead head, String body, String fromBimplus, String before, List<RawHead> calls) {

  private static final String OURS = "bimplus-gateway; ";

  /** Checks one item of a script. */
  void mustBe(String item) {
    String rest = item.substring(item.indexOf(' ') + 1);
    switch (item.split(" ", 2)[0]) {
      case "asked" -> asked(false, fromBimplus);
      case "changed" -> asked(true, fromBimplus);
      case "confirmed" -> asked(true, before);
      case "hit" -> fromMemory();
      case "stale" -> stale("hit");
      case "stands-in" ->
          stale("fwd=stale; (fwd-status=\\d{3}(; collapsed)?|(collapsed; )?detail=no-response)");
      case "passed" -> passed();
      case "refused" -> refused();
      case "no" -> assertThat(head.values(rest)).as(rest).isEmpty();
      case "has" -> assertThat(head.values(rest)).as(rest).isNotEmpty();
      case "sent" -> field(lastCall(), rest);
      case "unsent" -> assertThat(lastCall().values(rest)).as("sent " + rest).isEmpty();
      case "body" -> assertThat(body).isEqualTo(rest);
      case "empty" -> assertThat(body).isEmpty();
      case "calls" -> assertThat(calls).as("calls").hasSize(Integer.parseInt(rest));
      case "cs" -> assertThat(cacheStatus()).isEqualTo(OURS + rest);
      default -> field(head, item);
    }
  }

  private void asked(boolean conditionally, String expectedBody) {
    assertThat(calls).as("calls").isNotEmpty();
    assertThat(isConditional(lastCall())).as("conditional").isEqualTo(conditionally);
    assertThat(cacheStatus()).startsWith(OURS + "fwd=");
    bodyIs(expectedBody);
  }

  private void fromMemory() {
    assertThat(calls).as("calls").isEmpty();
    assertThat(cacheStatus()).matches(OURS + "hit; ttl=\\d+");
    assertThat(head.values("Age")).hasSize(1);
    bodyIs(before);
  }

  private void stale(String how) {
    assertThat(cacheStatus()).matches(OURS + how + "; ttl=-\\d+");
    assertThat(head.values("Age")).hasSize(1);
    bodyIs(before);
  }

  private void passed() {
    assertThat(calls).as("calls").isNotEmpty();
    bodyIs(fromBimplus);
  }

  /** By a problem document of ours, in which no cache has a part. */
  private void refused() {
    assertThat(head.values("Content-Type")).containsExactly("application/problem+json");
    assertThat(head.values("Cache-Status")).isEmpty();
  }

  /** Of a whole response; a 304 has none, and the script says that of a part. */
  private void bodyIs(String expected) {
    if (head.status() != 304 && head.status() != 206 && head.status() != 416) {
      assertThat(body).isEqualTo(expected);
    }
  }

  private String cacheStatus() {
    return String.join(", ", head.values("Cache-Status"));
  }

  private RawHead lastCall() {
    assertThat(calls).as("calls").isNotEmpty();
    return calls.get(calls.size() - 1);
  }

  private static void field(RawHead in, String field) {
    int colon = field.indexOf(": ");
    assertThat(colon).as("a header: " + field).isPositive();
    String name = field.substring(0, colon);
    assertThat(String.join(", ", in.values(name))).as(name).isEqualTo(field.substring(colon + 2));
  }

  private static boolean isConditional(RawHead call) {
    return !call.values("If-None-Match").isEmpty() || !call.values("If-Modified-Since").isEmpty();
  }
}
