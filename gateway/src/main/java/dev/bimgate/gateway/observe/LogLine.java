package dev.bimgate.gateway.observe;

import dev.bimgate.gateway.context.Labels;
import io.netty.util.NetUtil;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The text of request log lines: one line each, {@code key=value}, only visible ASCII. */
final class LogLine {

  private static final int MAX_VALUE_LENGTH = 256;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

  private long formattedSecond = Long.MIN_VALUE;
  private String secondText = "";

  void append(StringBuilder out, EndedRequest request) {
    appendTime(out, request.endedAtMillis());
    out.append(" request id=").append(request.id());
    appendText(out, "method", request.method());
    appendText(out, "path", request.path());
    out.append(" route=").append(request.route().label());
    out.append(" status=").append(request.status());
    out.append(" outcome=").append(request.outcome().label());
    appendText(out, "lookup", request.lookup() == null ? null : Labels.of(request.lookup()));
    appendText(out, "cause", request.cause());
    appendMillis(out, request.durationNanos());
    out.append(" bytes=").append(request.bytes());
    if (request.caller() != null) {
      appendText(out, "user", request.caller().user().subject());
      appendText(out, "app", request.caller().app());
    }
    if (request.client() != null) {
      appendText(out, "client", NetUtil.toAddressString(request.client()));
    }
    appendText(out, "upstream_id", request.upstreamRequestId());
    appendText(out, "remaining", request.upstreamRemaining());
    out.append('\n');
  }

  private void appendTime(StringBuilder out, long epochMillis) {
    long second = Math.floorDiv(epochMillis, 1000L);
    if (second != formattedSecond) {
      formattedSecond = second;
      secondText = SECONDS.format(Instant.ofEpochSecond(second));
    }
    out.append(secondText);
    appendThreeDigits(out, Math.floorMod(epochMillis, 1000L));
    out.append('Z');
  }

  private static void appendMillis(StringBuilder out, long nanos) {
    long micros = nanos / 1_000;
    out.append(" ms=").append(micros / 1_000).append('.');
    appendThreeDigits(out, micros % 1_000);
  }

  private static void appendThreeDigits(StringBuilder out, long number) {
    out.append((char) ('0' + number / 100))
        .append((char) ('0' + number / 10 % 10))
        .append((char) ('0' + number % 10));
  }

  /** Appends a value of outside origin: truncated, and without anything that could forge a line. */
  private static void appendText(StringBuilder out, String key, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return;
    }
    out.append(' ').append(key).append('=');
    int start = out.length();
    int length = Math.min(value.length(), MAX_VALUE_LENGTH);
    // Appended whole and escaped afterwards: nearly all values need no escape.
    out.append(value, 0, length);
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      if (c <= 0x20 || c >= 0x7f || c == '"') {
        out.setCharAt(start + i, '_');
      }
    }
  }
}
