package dev.bimgate.sandbox;

import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The sandbox as a program of its own: prints where it listens and ends on Ctrl-C. */
public final class SandboxMain {

  private static final String USAGE =
      "options: --api-port <port>  --issuer-port <port>  --tokens-of <issuer>";

  private static final String TOKENS_OF = "--tokens-of";

  private SandboxMain() {}

  public static void main(String[] args) throws InterruptedException {
    SandboxOptions options;
    try {
      options = options(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(USAGE);
      System.exit(1);
      return;
    }
    Sandbox sandbox = Sandbox.start(options);
    outsideIssuer(args).ifPresent(sandbox.bimplus()::takeTokensOf);
    Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
    print(sandbox, System.out);
    Thread.currentThread().join();
  }

  static SandboxOptions options(String[] args) {
    SandboxOptions options = SandboxOptions.defaults();
    for (int i = 0; i < args.length; i += 2) {
      if (i + 1 == args.length) {
        throw new IllegalArgumentException(args[i] + " needs a value");
      }
      if (args[i].equals(TOKENS_OF)) {
        continue;
      }
      int value = number(args[i], args[i + 1]);
      options =
          switch (args[i]) {
            case "--api-port" -> options.withPorts(value, options.issuerPort());
            case "--issuer-port" -> options.withPorts(options.apiPort(), value);
            default -> throw new IllegalArgumentException("unknown option " + args[i]);
          };
    }
    return options;
  }

  /** The issuer outside of the sandbox whose tokens it takes too. */
  static Optional<URI> outsideIssuer(String[] args) {
    int option = List.of(args).indexOf(TOKENS_OF);
    return option < 0 ? Optional.empty() : Optional.of(URI.create(args[option + 1]));
  }

  private static int number(String option, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " needs a number", e);
    }
  }

  private static void print(Sandbox sandbox, PrintStream out) {
    String user = sandbox.users().get(0);
    out.println("Bimplus   " + sandbox.apiUrl());
    out.println("issuer    " + sandbox.issuerUrl());
    out.println("user      " + user + "  password " + sandbox.passwordOf(user));
    out.println("teams     " + String.join(" ", sandbox.teamsOf(user)));
    out.println("a token   curl -s " + sandbox.tokenEndpoint() + " -d grant_type=password \\");
    out.println(
        "            -d client_id="
            + Tokens.DEFAULT_CLIENT
            + " -d username="
            + user
            + " -d password="
            + sandbox.passwordOf(user));
    out.println("Ctrl-C ends it.");
  }
}
