package dev.bimgate.gateway.config;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The formats of values other than URLs. */
final class ValueForms {

  /** Far above any use, and low enough that arithmetic in nanoseconds never overflows. */
  private static final Duration LONGEST = Duration.ofDays(3650);

  private static final Duration SHORTEST_LEASE = Duration.ofMillis(500);
  private static final Duration LONGEST_LEASE = Duration.ofSeconds(9);

  private static final long LARGEST_SIZE_BYTES = 1L << 40;
  private static final Pattern FIELD_NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*|[0-9a-fA-F:]+");
  private static final Pattern QUERY_NAME = Pattern.compile("[!-~&&[^#&=\\\\]]+");
  private static final Pattern PATH = Pattern.compile("/v2(/[^*?#\\s]*)?");

  private ValueForms() {}

  static ValueForm oneOf(Class<? extends Enum<?>> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    boolean shouted = type == TokenAlgorithm.class;
    String choices =
        names.stream()
            .map(name -> shouted ? name : name.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return form(
        value -> names.contains(value.toUpperCase(Locale.ROOT)) && !isMixed(value),
        "must be one of " + choices);
  }

  /** The conversion of enums does not accept mixed case such as {@code dEv}. */
  private static boolean isMixed(String value) {
    return !value.equals(value.toLowerCase(Locale.ROOT))
        && !value.equals(value.toUpperCase(Locale.ROOT));
  }

  static ValueForm flag() {
    return form(
        value -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false"),
        "must be true or false");
  }

  /** No value: the setting has no effect here. */
  static ValueForm unsupported(String fault) {
    return value -> Optional.of(fault);
  }

  /** A flag that must stay off. */
  static ValueForm off(String reason) {
    return form("false"::equalsIgnoreCase, "must be false, as " + reason + "; remove it");
  }

  /** A setting that has one value here. */
  static ValueForm only(String supported) {
    return form(supported::equals, "must be " + supported + ", which is the default; remove it");
  }

  /** No redirects: a client has sent its token before it gets one. */
  static ValueForm insecureRequests() {
    return form(
        value -> value.equalsIgnoreCase("enabled") || value.equalsIgnoreCase("disabled"),
        "must be enabled or disabled");
  }

  /** What the gateway was built with. */
  static ValueForm clientAuth() {
    return form(
        "request"::equalsIgnoreCase,
        "has no effect; remove it, and set a trust store, which makes client certificates"
            + " necessary");
  }

  static ValueForm number(int lowest, int highest) {
    return form(
        value -> value.matches("\\d{1,9}") && isWithin(Integer.parseInt(value), lowest, highest),
        "must be a whole number from " + lowest + " to " + highest);
  }

  static ValueForm duration() {
    return value -> {
      try {
        return durationFault(DurationConverter.parseDuration(value));
      } catch (IllegalArgumentException | ArithmeticException | DateTimeException notOne) {
        return Optional.of("must be a duration such as 500ms, 60s, 10m or PT1M30S");
      }
    };
  }

  /** Long enough to be renewed in time, short enough that a write can wait for its end. */
  static ValueForm lease() {
    return duration()
        .and(
            form(
                value -> isLease(DurationConverter.parseDuration(value)),
                "must be from 500ms to 9s"));
  }

  private static boolean isLease(Duration duration) {
    return duration.compareTo(SHORTEST_LEASE) >= 0 && duration.compareTo(LONGEST_LEASE) <= 0;
  }

  private static Optional<String> durationFault(Duration duration) {
    if (duration.isNegative()) {
      return Optional.of("must not be negative; 0s is the shortest");
    }
    return duration.compareTo(LONGEST) > 0
        ? Optional.of("must not be longer than " + LONGEST.toDays() + "d")
        : Optional.empty();
  }

  static ValueForm size() {
    return form(
        value -> value.matches("\\d{1,13}[BbKkMmGg]?") && sizeBytes(value) <= LARGEST_SIZE_BYTES,
        "must be a number of bytes such as 4194304, 4096K, 64M or 1G, 1024G at most");
  }

  /** Parses a valid size. */
  static long sizeBytes(String value) {
    return new MemorySizeConverter().convert(value).asBigInteger().longValueExact();
  }

  static ValueForm share() {
    return readBy(Share::of, "must be a share from 0% to 100%, such as 10%");
  }

  static ValueForm rate() {
    return readBy(Rate::of, "must be a number of calls per s, m or h, such as 20/s or 600/m");
  }

  static ValueForm addressRange() {
    return readBy(
        AddressRange::of,
        "must hold addresses or CIDR blocks, such as 10.0.0.0/8 or 2001:db8::/32");
  }

  static ValueForm date() {
    return readBy(LocalDate::parse, "must be a date such as 2026-12-31");
  }

  static ValueForm fieldName() {
    return form(FIELD_NAME, "must be the name of one header field, such as CDN-Cache-Control");
  }

  static ValueForm queryName() {
    return form(QUERY_NAME, "must hold names of query parameters, without = & # or spaces");
  }

  static ValueForm redactedPath() {
    return form(PATH, "must hold paths that start with /v2, such as /v2/teams, without wildcards");
  }

  static ValueForm word() {
    return form(
        value -> value.chars().noneMatch(Character::isWhitespace), "must not hold white space");
  }

  static ValueForm operatorToken() {
    return form(SecretFile::isToken, SecretFile.TOKEN68_TEXT + ", as a bearer token is (RFC 6750)");
  }

  static ValueForm operatorTokenFile() {
    return file(SecretFile::adminToken);
  }

  static ValueForm keyFile() {
    return file(SecretFile::keyLines);
  }

  /** A path to a file that a reader of {@link SecretFile} accepts. */
  private static ValueForm file(Function<Path, ?> reader) {
    return value -> {
      Path file;
      try {
        file = Path.of(value);
      } catch (InvalidPathException noPath) {
        return Optional.of(SecretFile.UNREADABLE);
      }
      try {
        Object unused = reader.apply(file);
        return Optional.empty();
      } catch (IllegalArgumentException fault) {
        return Optional.of("" + fault.getMessage());
      }
    };
  }

  /** A name or an address, without scheme and port. */
  static ValueForm host() {
    return form(HOST, "must be the name or address of a host, without scheme and port");
  }

  private static ValueForm readBy(Function<String, ?> reader, String fault) {
    return value -> {
      try {
        Object unused = reader.apply(value);
        return Optional.empty();
      } catch (IllegalArgumentException | DateTimeException notOne) {
        return Optional.of(fault);
      }
    };
  }

  private static ValueForm form(Pattern pattern, String fault) {
    return form(value -> pattern.matcher(value).matches(), fault);
  }

  private static ValueForm form(Predicate<String> accepted, String fault) {
    return value -> accepted.test(value) ? Optional.empty() : Optional.of(fault);
  }

  private static boolean isWithin(int number, int lowest, int highest) {
    return number >= lowest && number <= highest;
  }
}
