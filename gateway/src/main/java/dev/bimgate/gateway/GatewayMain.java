package dev.bimgate.gateway;

import dev.bimgate.gateway.config.EnvironmentNames;
import dev.bimgate.gateway.config.SettingsCheck;
import dev.bimgate.gateway.config.SettingsSources;
import dev.bimgate.gateway.config.TlsFiles;
import dev.bimgate.gateway.token.TokenCheck;
import io.quarkus.runtime.JVMUnsafeWarningsControl;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The entry point: checks the settings, reports all mistakes at once, and only then starts Quarkus.
 *
 * <p>A static main, because Quarkus reads its configuration before it calls any other.
 */
@QuarkusMain
public final class GatewayMain {

  private static final String USAGE =
      "usage: java [-D<setting>=<value> ...] -jar quarkus-run.jar"
          + " [--check [--token-file <file>] | --ready]";

  private static final List<String> CHECK_TOKEN = List.of("--check", "--token-file");

  /** What Quarkus sets for Netty, whose classes read it when they are loaded. */
  public static final Map<String, String> NETTY_PROPERTIES =
      Map.of(
          "io.netty.allocator.maxOrder",
          "3",
          "io.netty.allocator.disableCacheFinalizersForFastThreadLocalThreads",
          "true");

  private GatewayMain() {}

  /**
   * Starts the gateway; with {@code --check} only checks its settings, and with {@code
   * --token-file} also reports how it would judge the token in a file; with {@code --ready} only
   * asks a running gateway whether it is ready.
   *
   * <p>Warnings change no exit code. 1 means wrong settings, arguments or file, reported on
   * standard error, one line each, or a gateway that is not ready; 2 means a rejected token.
   */
  public static void main(String[] arguments) {
    List<String> given = List.of(arguments);
    if (given.equals(List.of("--ready"))) {
      System.exit(ReadyCheck.isReady(SettingsSources.read()) ? 0 : 1);
    }
    boolean checkOnly = given.equals(List.of("--check"));
    boolean tokenToo = given.size() == 3 && given.subList(0, 2).equals(CHECK_TOKEN);
    if (!given.isEmpty() && !checkOnly && !tokenToo) {
      end(List.of("unknown argument", USAGE));
    }
    setUpNetty();
    List<String> mistakes = mistakes(given.isEmpty());
    if (!mistakes.isEmpty()) {
      end(mistakes);
    }
    if (tokenToo) {
      checkToken(given.get(2));
    }
    if (checkOnly) {
      System.out.println("settings OK");
      System.exit(0);
    }
    takeOverUriChecks();
    Quarkus.run(arguments);
  }

  /** The check of certificates loads classes of Netty before Quarkus has set it up. */
  private static void setUpNetty() {
    JVMUnsafeWarningsControl.disableUnsafeRelatedWarnings();
    NETTY_PROPERTIES.forEach(System::setProperty);
  }

  /**
   * Leaves request targets to the gateway's own rules. Otherwise Quarkus rejects, before any route
   * and without a body, what {@code java.net.URI} does not accept: query bytes that the gateway
   * accepts, and bad paths that need a problem document. Quarkus reads this property once.
   */
  static void takeOverUriChecks() {
    System.setProperty("vertx.disableURIValidation", "true");
  }

  /** All mistakes; warnings are printed at once where no gateway starts that would log them. */
  private static List<String> mistakes(boolean starts) {
    try {
      SmallRyeConfig config = SettingsSources.read();
      List<String> mistakes = SettingsCheck.mistakes(config);
      if (!starts || !mistakes.isEmpty()) {
        Stream.of(EnvironmentNames.warnings(config), TlsFiles.warnings(config))
            .flatMap(List::stream)
            .forEach(line -> System.err.println("warning: " + line));
      }
      return mistakes;
    } catch (RuntimeException unreadable) {
      // The message may quote a line of the file, and so a secret.
      return List.of(
          "settings: a source cannot be read; check syntax and owner of"
              + " config/application.properties, .env and the files of quarkus.config.locations");
    }
  }

  private static void checkToken(String file) {
    try {
      String text = TokenFileCheck.read(file);
      TokenCheck.Verdict verdict = TokenFileCheck.by(SettingsSources.read()).verdict(text);
      verdict.lines().forEach(System.out::println);
      System.exit(verdict.accepted() ? 0 : 2);
    } catch (IOException unusable) {
      end(List.of("" + unusable.getMessage()));
    }
  }

  private static void end(List<String> lines) {
    lines.forEach(System.err::println);
    System.exit(1);
  }
}
