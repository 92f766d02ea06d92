package dev.bimgate.gateway.page;

import dev.bimgate.cache.model.EvictionReason;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.LookupOutcome;
import dev.bimgate.client.CallClass;
import dev.bimgate.client.RetryResult;
import dev.bimgate.client.UpstreamFailure;
import dev.bimgate.client.UpstreamOperation;
import dev.bimgate.client.UpstreamOutcome;
import dev.bimgate.gateway.admin.AdminAction;
import dev.bimgate.gateway.admin.AdminResult;
import dev.bimgate.gateway.context.Outcome;
import dev.bimgate.gateway.context.ProtocolError;
import dev.bimgate.gateway.context.RouteName;
import dev.bimgate.gateway.limits.BudgetState;
import dev.bimgate.gateway.limits.LimitedBy;
import dev.bimgate.gateway.page.KnownMeters.KnownMeter;
import dev.bimgate.gateway.page.KnownMeters.Tag;
import dev.bimgate.gateway.peers.Message;
import dev.bimgate.gateway.peers.MessageResult;
import dev.bimgate.gateway.peers.PublicationOutcome;
import dev.bimgate.gateway.peers.SessionEnd;
import dev.bimgate.gateway.peers.SharedListResult;
import dev.bimgate.gateway.routes.CachedRoute;
import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.RejectionReason;
import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of meters, and one of values for each of their tags. */
final class MetricsText {

  private MetricsText() {}

  /**
   * @param meters those that a running gateway has registered
   * @param scrape what Prometheus scrapes of them
   */
  static String of(List<Meter> meters, String scrape) throws IOException {
    StringBuilder text =
        new StringBuilder(
            "| meter | kind | tags | meaning | for Prometheus |\n|---|---|---|---|---|\n");
    for (KnownMeter known : KnownMeters.ALL) {
      text.append(row(known, id(known, meters), scrape));
    }
    SourceDocs docs = docs();
    for (KnownMeter known : KnownMeters.ALL) {
      for (Tag tag : known.tags()) {
        text.append(section(known, tag, docs));
      }
    }
    return text.toString();
  }

  private static SourceDocs docs() throws IOException {
    return SourceDocs.of(
        CachedRoute.class,
        RouteName.class,
        Outcome.class,
        LookupOutcome.class,
        EvictionReason.class,
        Invalidation.class,
        UpstreamOperation.class,
        UpstreamOutcome.class,
        CallClass.class,
        RetryResult.class,
        UpstreamFailure.class,
        LimitedBy.class,
        BudgetState.class,
        PublicationOutcome.class,
        SessionEnd.class,
        Message.class,
        MessageResult.class,
        SharedListResult.class,
        RejectionReason.class,
        KeyFetch.class,
        ProtocolError.class,
        AdminAction.class,
        AdminResult.class);
  }

  private static Meter.Id id(KnownMeter known, List<Meter> meters) {
    return meters.stream()
        .map(Meter::getId)
        .filter(id -> id.getName().equals(known.name()))
        .findFirst()
        .orElseThrow();
  }

  private static String row(KnownMeter known, Meter.Id id, String scrape) {
    String tags =
        known.tags().stream().map(tag -> "`" + tag.key() + "`").collect(Collectors.joining(", "));
    String meaning =
        Objects.requireNonNull(id.getDescription(), id.getName() + " has no description");
    return "| `%s` | %s | %s | %s | %s |\n"
        .formatted(
            known.name(),
            id.getType().name().toLowerCase(Locale.ROOT),
            tags,
            meaning,
            prometheusNames(known, scrape));
  }

  /** The names of the samples, as they are scraped. */
  private static String prometheusNames(KnownMeter known, String scrape) {
    String start = known.name().replace('.', '_');
    return Pattern.compile(
            "^(" + start + "(_bytes|_seconds)?(_total|_bucket|_count|_sum|_max)?)[{ ]",
            Pattern.MULTILINE)
        .matcher(scrape)
        .results()
        .map(sample -> "`" + sample.group(1) + "`")
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  private static String section(KnownMeter known, Tag tag, SourceDocs docs) {
    String heading = "\n## `%s` of `%s`\n\n".formatted(tag.key(), known.name());
    if (tag.values().isEmpty()) {
      return heading + "Its value is " + tag.words() + ".\n";
    }
    return tag.values().entrySet().stream()
        .map(value -> "| `%s` | %s |\n".formatted(value.getKey(), meaning(value.getValue(), docs)))
        .collect(Collectors.joining("", heading + "| value | meaning |\n|---|---|\n", ""));
  }

  private static String meaning(Object value, SourceDocs docs) {
    return value instanceof Enum<?> constant
        ? String.join(" ", docs.of(constant))
        : value.toString();
  }
}
