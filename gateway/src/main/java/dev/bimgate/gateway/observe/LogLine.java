package dev.bimgate.gateway.observe;

import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.gateway.context.EnumTable;
import dev.bimgate.gateway.context.Labels;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The lines of the request log, in any form: the keys in their order. */
final class LogLine {

  /**
   * No word in the user agent of a real client is that long; the parts of tokens that matter are.
   */
  private static final int TOKEN_LENGTH = 32;

  private static final Pattern TOKEN = Pattern.compile("[\\w~+-]{" + TOKEN_LENGTH + ",}");

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);

  private static final EnumTable<LookupOutcome, String> LOOKUPS =
      new EnumTable<>(LookupOutcome.class, Labels::of);

  private final LineForm form;
  private final StringBuilder time = new StringBuilder();
  private long formattedSecond = Long.MIN_VALUE;
  private String secondText = "";

  LogLine(LineForm form) {
    this.form = form;
  }

  /** Appends the line of a request. */
  void append(StringBuilder out, EndedRequest request) {
    form.begin(out, time(request.endedAtMillis()), "INFO", "request");
    form.word(out, "id", request.id());
    form.value(out, "method", request.method());
    form.value(out, "path", request.path());
    form.word(out, "route", request.route().label());
    form.key(out, "status");
    out.append(request.status());
    form.word(out, "outcome", request.outcome().label());
    form.word(out, "lookup", request.lookup() == null ? null : LOOKUPS.get(request.lookup()));
    form.word(out, "cause", request.cause());
    appendMillis(out, request.durationNanos());
    form.key(out, "bytes");
    out.append(request.bytes());
    if (request.caller() != null) {
      form.value(out, "user", request.caller().user().subject());
      form.value(out, "app", request.caller().app());
    }
    form.value(out, "client", request.client());
    form.value(out, "user_agent", withoutTokens(request.userAgent()));
    form.value(out, "upstream_id", request.upstreamRequestId());
    form.value(out, "remaining", request.upstreamRemaining());
    form.value(out, "trace", request.traceId());
    form.end(out);
  }

  /** Appends that lines were lost. */
  void appendLost(StringBuilder out, long lines) {
    String message = "request log lost " + lines + " lines";
    form.begin(out, time(System.currentTimeMillis()), "WARN", message);
    form.end(out);
  }

  private CharSequence time(long epochMillis) {
    long second = Math.floorDiv(epochMillis, 1000L);
    if (second != formattedSecond) {
      formattedSecond = second;
      secondText = SECONDS.format(Instant.ofEpochSecond(second));
    }
    time.setLength(0);
    time.append(secondText);
    appendThreeDigits(time, Math.floorMod(epochMillis, 1000L));
    return time.append('Z');
  }

  private void appendMillis(StringBuilder out, long nanos) {
    long micros = nanos / 1_000;
    form.key(out, "ms");
    out.append(micros / 1_000).append('.');
    appendThreeDigits(out, micros % 1_000);
  }

  private static void appendThreeDigits(StringBuilder out, long number) {
    out.append((char) ('0' + number / 100))
        .append((char) ('0' + number / 10 % 10))
        .append((char) ('0' + number % 10));
  }

  /** A client may send a credential in any header: what may be one is {@code _}. */
  static @Nullable String withoutTokens(@Nullable String userAgent) {
    if (userAgent == null || longestWord(userAgent) < TOKEN_LENGTH) {
      return userAgent;
    }
    return TOKEN.matcher(userAgent).replaceAll("_");
  }

  private static int longestWord(String text) {
    int longest = 0;
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      length = isOfWord(text.charAt(i)) ? length + 1 : 0;
      longest = Math.max(longest, length);
    }
    return longest;
  }

  static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '~' || c == '+';
  }
}
