package dev.bimgate.deployment.faults;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A user through an app on a connection of their own: sends calls one after the other, and judges
 * what holds for all of them: when they end, how they end, and which problems may be told.
 */
final class Caller implements AutoCloseable {

  /** What the gateway may tell while Bimplus or the issuer is at fault. */
  private static final Set<String> EXPECTED_PROBLEMS =
      Set.of(
          "upstream-unreachable",
          "upstream-disconnected",
          "upstream-malformed",
          "upstream-timeout",
          "not-redactable",
          "no-connection",
          "upstream-unavailable",
          "too-many-at-once",
          "budget-spent",
          "keys-unavailable");

  /** What is told whoever asks for a list from memory alone that is not there. */
  private static final String NOT_CACHED = "not-cached";

  private static final String PROBLEM = "application/problem+json";
  private static final Duration STUCK = Duration.ofSeconds(60);

  private final Reader reader;
  private final URI gateway;
  private final TokenInUse token;
  private final Tally tally;
  private final Findings findings;
  private final Stalls stalls;
  private final ScheduledExecutorService watchdog;
  private @Nullable WireConnection connection;
  private volatile boolean fair;
  private int sent;

  Caller(
      Reader reader,
      URI gateway,
      TokenInUse token,
      Tally tally,
      Findings findings,
      Stalls stalls,
      ScheduledExecutorService watchdog) {
    this.reader = reader;
    this.gateway = gateway;
    this.token = token;
    this.tally = tally;
    this.findings = findings;
    this.stalls = stalls;
    this.watchdog = watchdog;
  }

  Reader reader() {
    return reader;
  }

  /** Whose keys signed the token that is in use, counted as the weather does. */
  int keyGeneration() {
    return token.keys().generation();
  }

  /** Takes a new token if the keys have changed. */
  void renewToken() {
    if (token.isOfOldKeys()) {
      token.renew();
    }
  }

  /**
   * Has the operator deny the token in use, which must not be let in again, and takes another.
   *
   * @return whether the gateway knew whose it was, and so has dropped their lists
   */
  boolean denyToken(Operator operator, Call call) {
    String denied = token.text();
    boolean known = operator.denies(token.id());
    token.renew();
    expectRefused(call, denied);
    return known;
  }

  /** From now on the gateway has no excuse, or has one again. */
  void fair(boolean isFair) {
    fair = isFair;
  }

  /** What the next call will be known by. */
  String nextMark() {
    return reader.user() + "-" + reader.app() + "-" + (sent + 1);
  }

  /** Sends a call and returns its answer; null when there is none, whoever's doing that is. */
  @Nullable WireAnswer send(Call call) {
    return send(call, token.text());
  }

  /** Sends a token that must not be let in. */
  void sendForged(Call call) {
    expectRefused(call, token.forged());
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
    }
  }

  private void expectRefused(Call call, String credential) {
    WireAnswer response = send(call, credential);
    if (response != null && response.status() != 401 && response.status() != 503) {
      findings.add(reader + ": a token that must be refused got " + response.status());
    }
  }

  private @Nullable WireAnswer send(Call call, String credential) {
    String mark = nextMark();
    sent++;
    long began = System.nanoTime();
    WireConnection used = connected();
    if (used == null) {
      return null;
    }
    ScheduledFuture<?> rescue =
        watchdog.schedule(used::abort, STUCK.toMillis(), TimeUnit.MILLISECONDS);
    try {
      WireAnswer response = exchange(used, call, credential, mark);
      if (response == null) {
        tally.count(call.kind().name(), "left");
        leave(used);
        return null;
      }
      judge(call, credential, mark, response, began);
      if (!response.whole() || response.closes()) {
        drop(used);
      }
      return response;
    } catch (SocketTimeoutException late) {
      report(call, mark, "no end within its limit", began);
    } catch (IOException | RuntimeException broken) {
      report(call, mark, "no answer: " + broken, began);
    } finally {
      rescue.cancel(false);
    }
    leave(used);
    return null;
  }

  private @Nullable WireConnection connected() {
    try {
      WireConnection open = connection;
      if (open != null && open.strayBytes() > 0) {
        findings.add(reader + ": bytes came that nobody had asked for");
      }
      if (open == null) {
        connection = open = WireConnection.open(gateway);
      }
      return open;
    } catch (IOException e) {
      findings.add(reader + ": the gateway took no connection: " + e);
      return null;
    }
  }

  private @Nullable WireAnswer exchange(
      WireConnection used, Call call, String credential, String mark) throws IOException {
    byte[] head = head(call, credential, mark).getBytes(StandardCharsets.ISO_8859_1);
    used.send(head, head.length);
    boolean sends = call.body().length > 0;
    used.send(
        call.body(), (int) (sends && call.isLeaving() ? call.leavesAfter() : call.body().length));
    if (call.isLeaving() && (sends || call.leavesAfter() == 0)) {
      return null;
    }
    long most = call.isLeaving() ? call.leavesAfter() : Long.MAX_VALUE;
    Duration gap = Limits.IDLE.plus(Limits.MACHINE);
    WireAnswer response = used.receive(call.method(), longest(call), gap, most);
    return call.isLeaving() && response.body().length >= most ? null : response;
  }

  private String head(Call call, String credential, String mark) {
    StringBuilder head = new StringBuilder(1_024);
    head.append(call.method()).append(' ').append(call.target()).append(" HTTP/1.1\r\n");
    head.append("Host: gateway.test\r\nAuthorization: Bearer ").append(credential).append("\r\n");
    head.append(Arrivals.MARK).append(": ").append(mark).append("\r\n");
    call.fields().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
      head.append("Content-Length: ").append(call.body().length).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  /** What no call may take; which of the limits holds is known when the answer is there. */
  private Duration longest(Call call) {
    Duration limit = call.kind().isList() ? Limits.LONG_LIST : call.kind().limit();
    return limit.plus(Limits.KEYS).plus(Limits.MACHINE);
  }

  private void judge(Call call, String credential, String mark, WireAnswer response, long began) {
    String problem = response.isOfType(PROBLEM) ? problemOf(response) : "";
    tally.count(call.kind().name(), Outcomes.of(call, response, problem));
    boolean longList = call.kind().isList() && mayHaveCalledAlone(response, problem);
    Duration limit = longList ? Limits.LONG_LIST : call.kind().limit();
    Duration mayTake = limit.plus(Limits.MACHINE).plus(isKnown() ? Duration.ZERO : Limits.KEYS);
    long end = call.kind().isList() && !longList ? System.nanoTime() : response.headAtNanos();
    if (end - began > mayTake.plus(stalls.since(began)).toNanos()) {
      String told = Outcomes.of(call, response, problem);
      report(call, mark, "over its limit of " + mayTake + " with " + told, began);
    }
    if (!problem.isEmpty()) {
      judgeProblem(call, credential, mark, problem, began);
    }
    // A problem told to HEAD has no name.
    if (!response.isOfType(PROBLEM) && credential.equals(token.text())) {
      token.admitted();
    }
    if (fair && response.status() >= 500 && !problem.equals(NOT_CACHED)) {
      report(call, mark, "in fair weather " + response.status() + " " + problem, began);
    }
  }

  /** Who waited for a list that cannot be shared makes a call of their own; a problem says not. */
  private static boolean mayHaveCalledAlone(WireAnswer response, String problem) {
    return !problem.isEmpty() || response.cacheStatus().contains("fwd=bypass");
  }

  /** Whether its key was fetched before, and has not been withdrawn since. */
  private boolean isKnown() {
    return token.isAdmitted() && !token.isOfOldKeys();
  }

  private void judgeProblem(Call call, String credential, String mark, String problem, long began) {
    if (problem.equals("invalid-token")) {
      Duration excused = Limits.ROTATION.plus(Limits.MACHINE);
      boolean valid = credential.equals(token.text());
      if (valid && began - token.keys().sinceNanos() > excused.toNanos()) {
        report(call, mark, "a valid token is refused longer than an interval", began);
      }
    } else if (!EXPECTED_PROBLEMS.contains(problem)
        && !(problem.equals(NOT_CACHED) && Wishes.isFromMemory(call))) {
      report(call, mark, "the gateway told " + problem, began);
    }
  }

  private static String problemOf(WireAnswer response) {
    String type = World.read(response.text()).path("type").asText();
    return type.substring(type.lastIndexOf(':') + 1);
  }

  private void report(Call call, String mark, String what, long began) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    tally.count(call.kind().name(), "FINDING");
    findings.add(
        "%s %s (%s): %s, after %d ms".formatted(call.method(), call.target(), mark, what, millis));
  }

  private void leave(WireConnection used) {
    used.abort();
    connection = null;
  }

  private void drop(WireConnection used) {
    used.close();
    connection = null;
  }
}
