package dev.bimgate.gateway.journey;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The times in a script: {@code {start-5}} is the HTTP date of five seconds before its case began,
 * {@code {now+5}} that of five seconds after the current exchange did.
 */
record ScriptedMoments(Instant start, Instant now) {

  private static final Pattern MOMENT = Pattern.compile("\\{(start|now)([+-]\\d+)?}");
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  List<String> in(List<String> items) {
    return items.stream().map(this::in).toList();
  }

  private String in(String item) {
    return MOMENT.matcher(item).replaceAll(this::date);
  }

  private String date(MatchResult instant) {
    Instant from = instant.group(1).equals("start") ? start : now;
    String seconds = instant.group(2);
    return Matcher.quoteReplacement(
        FORM.format(from.plusSeconds(seconds == null ? 0 : Long.parseLong(seconds))));
  }
}
