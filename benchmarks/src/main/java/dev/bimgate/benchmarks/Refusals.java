package dev.bimgate.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.bimgate.benchmarks.servers.GatewayServer;
import dev.bimgate.benchmarks.servers.Median;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import dev.bimgate.sandbox.Tokens;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** How long a 401 takes, by its reason: interleaved, on one connection, at a low rate. */
final class Refusals {

  private static final int WARM_UP_ROUNDS = 1_500;
  private static final int ROUNDS = 2_000;
  private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

  private Refusals() {}

  static void measure(PrintStream out) throws IOException, InterruptedException {
    out.printf(
        "Time to a 401 by its cause (%,d each, interleaved, %d ms apart)%n",
        ROUNDS, PAUSE_NANOS / 1_000_000);
    SandboxOptions options = SandboxOptions.defaults().withTokenLifetime(Duration.ofHours(1));
    try (Sandbox sandbox = Sandbox.start(options);
        GatewayServer gateway = GatewayServer.start(sandbox)) {
      gateway.awaitReady();
      Map<String, byte[]> requests = requests(sandbox.tokens(), sandbox.users().get(0));
      URI address = gateway.uri("/v2/teams");
      ask(address, requests, WARM_UP_ROUNDS, 0);
      print(out, ask(address, requests, ROUNDS, PAUSE_NANOS));
    }
  }

  private static Map<String, byte[]> requests(Tokens tokens, String user) {
    Map<String, String> causes = new LinkedHashMap<>();
    causes.put("bad signature", tokens.with(user).wrongSignature().sign());
    causes.put("foreign key", tokens.with(user).foreignKey().sign());
    causes.put("unknown kid", tokens.with(user).header("kid", "made-up").sign());
    causes.put("expired", tokens.with(user).expired().sign());
    causes.put("wrong issuer", tokens.with(user).claim("iss", "https://else.example").sign());
    causes.put("wrong app", tokens.with(user).authorizedParty("else").sign());
    causes.put("ID token", tokens.idToken(user).sign());
    causes.put("refresh token", tokens.refreshToken(user).sign());
    causes.put("no subject", tokens.with(user).claim("sub", null).sign());
    causes.put("alg none", tokens.with(user).unsigned() + "AA");
    causes.put("alg HS256", tokens.with(user).header("alg", "HS256").sign());
    causes.put("crit", tokens.with(user).header("crit", List.of("exp")).sign());
    causes.put("malformed base64url", tokens.forUser(user) + "=");
    causes.put("no JSON", tokens.with(user).rawPayload("{").sign());
    causes.put("no JWT", "x".repeat(tokens.forUser(user).length()));
    Map<String, byte[]> requests = new LinkedHashMap<>();
    causes.forEach((cause, token) -> requests.put(cause, request(token)));
    return requests;
  }

  private static byte[] request(String token) {
    String head =
        "GET /v2/teams HTTP/1.1\r\nHost: gateway.test\r\nAuthorization: Bearer %s\r\n\r\n";
    return String.format(Locale.ROOT, head, token).getBytes(ISO_8859_1);
  }

  private static Map<String, List<Long>> ask(
      URI address, Map<String, byte[]> requests, int rounds, long pauseNanos) throws IOException {
    Map<String, List<Long>> nanos = new LinkedHashMap<>();
    requests.keySet().forEach(cause -> nanos.put(cause, new ArrayList<>()));
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int round = 0; round < rounds; round++) {
        for (Map.Entry<String, byte[]> request : requests.entrySet()) {
          LockSupport.parkNanos(pauseNanos);
          long start = System.nanoTime();
          socket.getOutputStream().write(request.getValue());
          take401(in);
          long taken = System.nanoTime() - start;
          Objects.requireNonNull(nanos.get(request.getKey())).add(taken);
        }
      }
    }
    return nanos;
  }

  private static void take401(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int last = 0; last != 0x0d0a0d0a; ) {
      int octet = in.read();
      bytes.write(octet);
      last = last << 8 | octet;
    }
    String head = bytes.toString(ISO_8859_1).toLowerCase(Locale.ROOT);
    if (!head.startsWith("http/1.1 401 ")) {
      throw new IllegalStateException("no 401 but " + head.lines().findFirst());
    }
    int at = head.indexOf("content-length: ") + 16;
    in.skipNBytes(Integer.parseInt(head.substring(at, head.indexOf('\r', at))));
  }

  private static void print(PrintStream out, Map<String, List<Long>> nanos) {
    nanos.forEach(
        (cause, figures) -> out.printf("  %-22s %6.1f us%n", cause, Median.of(figures) / 1e3));
    double shortest = medians(nanos).min(Double::compare).orElseThrow();
    double longest = medians(nanos).max(Double::compare).orElseThrow();
    out.printf("  longest through shortest median: %.2f; the goal is 1.5%n", longest / shortest);
  }

  private static Stream<Double> medians(Map<String, List<Long>> nanos) {
    return nanos.values().stream().map(Median::of);
  }
}
