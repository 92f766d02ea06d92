package dev.bimgate.gateway;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;

/** Listens to every log line, at any level, for secrets. */
final class LoggedSecrets extends Handler {

  /**
   * JWTs, legacy tokens, and a connection string in base64 or plain. A trace ID has the form of a
   * legacy token.
   */
  private static final Pattern FORMS =
      Pattern.compile(
          "eyJ[\\w-]{8,}\\.[\\w-]{8,}|(?<![\\w/+-])(?<! trace=)[0-9a-f]{32}(?![\\w-])"
              + "|RGF0YSBTb3VyY2U9|Data Source=|teamWorksConnection",
          Pattern.CASE_INSENSITIVE);

  /** RestAssured's client; it logs each byte, and is no part of the gateway. */
  private static final String CLIENT_OF_THE_TESTS = "org.apache.http";

  private static final Set<String> WORDS = ConcurrentHashMap.newKeySet();
  private static final List<String> FOUND = new CopyOnWriteArrayList<>();

  private final SimpleFormatter formatter = new SimpleFormatter();

  LoggedSecrets() {
    setLevel(Level.ALL);
  }

  /** Passwords and the like, which have no form to be known by. */
  static void watchFor(String secret) {
    WORDS.add(secret);
  }

  static void lookFor(String text) {
    if (FORMS.matcher(text).find() || WORDS.stream().anyMatch(text::contains)) {
      FOUND.add(text);
    }
  }

  /** The log lines that held a secret since the last call. */
  static List<String> found() {
    List<String> found = List.copyOf(FOUND);
    FOUND.clear();
    return found;
  }

  @Override
  public void publish(LogRecord record) {
    String logger = record.getLoggerName();
    if (logger == null || !logger.startsWith(CLIENT_OF_THE_TESTS)) {
      lookFor(formatter.format(record));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
