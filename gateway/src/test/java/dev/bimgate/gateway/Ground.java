package dev.bimgate.gateway;

import static io.restassured.RestAssured.given;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.gateway.config.BimplusSettings;
import dev.bimgate.gateway.config.BimplusUrls;
import dev.bimgate.gateway.limits.ForgottenBudgets;
import dev.bimgate.gateway.limits.UserCalls;
import dev.bimgate.gateway.token.keys.IssuerKeys;
import dev.bimgate.sandbox.Etags;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import io.quarkus.arc.Unremovable;
import io.restassured.specification.RequestSpecification;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.awaitility.Awaitility;

/** The start of each journey: a sandbox without faults, an empty cache, and nothing logged yet. */
@Singleton
@Unremovable
public class Ground {

  /** A member of every team but one. */
  public static final String USER = "user-01";

  public static final String OTHER_USER = "user-02";

  private final Sandbox sandbox = SandboxResource.running();
  private final LoggedSecrets secrets = new LoggedSecrets();
  private final ListCache cache;
  private final UserCalls calls;
  private final RequestLines lines;
  private final MovedClock clock;
  private final MovedNanoClock breakerClock;
  private final IssuerKeys keys;
  private final URI discovery;

  @Inject
  Ground(
      ListCache cache,
      UserCalls calls,
      RequestLines lines,
      MovedClock clock,
      MovedNanoClock breakerClock,
      IssuerKeys keys,
      BimplusSettings settings) {
    this.cache = cache;
    this.calls = calls;
    this.lines = lines;
    this.clock = clock;
    this.breakerClock = breakerClock;
    this.keys = keys;
    this.discovery = BimplusUrls.of(settings).discovery();
  }

  @PostConstruct
  void listen() {
    sandbox.users().forEach(user -> LoggedSecrets.watchFor(sandbox.passwordOf(user)));
    Logger.getLogger("").addHandler(secrets);
  }

  @PreDestroy
  void stopListening() {
    Logger.getLogger("").removeHandler(secrets);
  }

  void level() {
    clock.toTheRealTime();
    breakerClock.run();
    // What the breakers know of the test before is outdated.
    breakerClock.advance(Duration.ofMinutes(2));
    sandbox.bimplus().switchOn();
    sandbox.issuer().switchOn();
    sandbox.bimplus().faults().clear();
    sandbox.issuer().faults().clear();
    sandbox.bimplus().etags(Etags.STRONG);
    sandbox.bimplus().gzip(true);
    sandbox.bimplus().cacheControl(Optional.empty());
    cache.invalidate(new Invalidation(Scope.EVERYTHING, Invalidation.Reason.OPERATOR));
    forgetBudgets();
    awaitKeys();
    lines.clear();
    sandbox.recorder().clear();
  }

  /**
   * A gateway whose first fetch failed, on a slow machine, repeats it a minute later. One whose
   * issuer is not the sandbox never gets keys.
   */
  private void awaitKeys() {
    if (discovery.getPort() == sandbox.apiUrl().getPort()) {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .atMost(Duration.ofMinutes(2))
          .until(() -> keys.anyFor("RS256") != null);
    }
  }

  public Sandbox sandbox() {
    return sandbox;
  }

  /** Forgets what the gateway has learnt of budgets, and every 429 that it obeys. */
  public void forgetBudgets() {
    ForgottenBudgets.of(calls);
  }

  /** A team of which all users are members. */
  public String team() {
    return sandbox.teams().get(0);
  }

  /** A path below {@link #team()} that Bimplus echoes. */
  public String echo() {
    return "/v2/" + team() + "/echo";
  }

  /** The list of projects of {@link #team()}. */
  public String projects() {
    return "/v2/" + team() + "/projects";
  }

  public String token(String user) {
    return sandbox.tokens().forUser(user);
  }

  /** The {@code Authorization} line of a request written by hand, for {@link #USER}. */
  public String authorization() {
    return "Authorization: Bearer " + token(USER);
  }

  /** A request of that user, sent as written. */
  public RequestSpecification as(String user) {
    return with("Bearer " + token(user));
  }

  /** A request with this {@code Authorization}, sent as written. */
  public RequestSpecification with(String authorization) {
    return plain().header("Authorization", authorization);
  }

  /** Moves the gateway's clock; the sandbox keeps the real time. */
  public MovedClock clock() {
    return clock;
  }

  /** Moves or stops the clock of the breakers. */
  public MovedNanoClock breakerClock() {
    return breakerClock;
  }

  /** A request without a credential. */
  public RequestSpecification plain() {
    return given().urlEncodingEnabled(false);
  }

  /** How many requests Bimplus has received at this path since the test began. */
  public int callsTo(String path) {
    return sandbox.recorder().count(Requests.to(path));
  }

  /** How many requests Bimplus has received since the test began. */
  public int calls() {
    return sandbox.recorder().count(Requests.callsToBimplus());
  }

  /** The last request that Bimplus has received. */
  public RecordedRequest lastCall() {
    return sandbox.recorder().last(Requests.callsToBimplus());
  }

  /** The users' lists of teams hold these, in the order of the sandbox. */
  public List<String> teamsOf(String user) {
    return sandbox.teamsOf(user);
  }
}
