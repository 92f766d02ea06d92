package dev.bimgate.sandbox;

import dev.bimgate.sandbox.keys.KeyRing;
import dev.bimgate.sandbox.wire.Intake;
import dev.bimgate.sandbox.wire.Listener;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Recorder;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A fake Bimplus and a fake OIDC issuer on two loopback ports, for tests, demos and benchmarks.
 *
 * <pre>{@code
 * try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
 *   String token = sandbox.tokens().forUser("user-01");
 *   // ask sandbox.apiUrl() + "/teams" with it
 * }
 * }</pre>
 */
public final class Sandbox implements AutoCloseable {

  private final Vertx vertx;
  private final World world;
  private final Recorder recorder;
  private final Listener apiListener;
  private final Listener issuerListener;
  private final ExecutorService switches;
  private final Tokens tokens;
  private final Bimplus bimplus;
  private final Issuer issuer;

  private Sandbox(SandboxOptions options) {
    vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
    world = new World(options.seed(), options.numberOfTeams(), options.projectsPerTeam());
    switches = Executors.newSingleThreadExecutor(Sandbox::switchingThread);
    apiListener = new Listener(vertx, switches, options.apiPort());
    issuerListener = new Listener(vertx, switches, options.issuerPort());
    LegacyLogins logins = new LegacyLogins(options.clock());
    KeyRing keys = new KeyRing();
    Budgets budgets = new Budgets(options.budgetPerHour(), options.clock());
    tokens = new Tokens(keys, world, logins, issuerUrl(), options);
    bimplus = new Bimplus(world, budgets, logins, apiListener);
    recorder = new Recorder(options.recordedRequests(), options.clock());
    issuer = new Issuer(issuerListener, recorder);
    LoginForm login = new LoginForm(issuerUrl(), world);
    Grants grants = new Grants(world, tokens, keys, options, login);
    IssuerRoutes issuerRoutes = new IssuerRoutes(issuerUrl(), keys, grants, login);
    TokenCheck check = new TokenCheck(keys, world, logins, issuerUrl(), bimplus, options.clock());
    ApiRoutes apiRoutes =
        new ApiRoutes(issuerRoutes, bimplus, check, budgets, world, logins, options.clock());
    issuerListener.open(
        new Intake(
            vertx,
            RecordedRequest.Server.ISSUER,
            recorder,
            check::user,
            issuer.faults(),
            issuerListener,
            issuerRoutes::handle));
    apiListener.open(
        new Intake(
            vertx,
            RecordedRequest.Server.API,
            recorder,
            check::user,
            bimplus.faults(),
            apiListener,
            apiRoutes::handle));
  }

  /** Starts the servers and returns once they listen. */
  public static Sandbox start(SandboxOptions options) {
    return new Sandbox(options);
  }

  /** The base of the API, {@code /v2} included, without a slash at the end. */
  public URI apiUrl() {
    return URI.create("http://" + Listener.HOST + ":" + apiListener.port() + "/v2");
  }

  /** The issuer: the {@code iss} of every token, without a slash at the end. */
  public URI issuerUrl() {
    return URI.create(
        "http://" + Listener.HOST + ":" + issuerListener.port() + IssuerRoutes.REALM_PATH);
  }

  /** Where tokens are had with a code, a password, a client secret or a refresh token. */
  public URI tokenEndpoint() {
    return URI.create(issuerUrl() + "/protocol/openid-connect/token");
  }

  /** Every request as it arrived at either server. */
  public Recorder recorder() {
    return recorder;
  }

  /** Tokens, good and bad, and the issuer's keys. */
  public Tokens tokens() {
    return tokens;
  }

  /** {@code user-01} to {@code user-20}. */
  public List<String> users() {
    return world.userNames();
  }

  /** The slugs of all teams; every user is a member of the first. */
  public List<String> teams() {
    return world.slugs();
  }

  /** The slugs of the teams that the user is a member of. */
  public List<String> teamsOf(String user) {
    return world.teamsOf(world.account(user)).stream().map(Team::slug).toList();
  }

  /** What that user logs in with. */
  public String passwordOf(String user) {
    return world.account(user).password();
  }

  /** The switches of the fake Bimplus. */
  public Bimplus bimplus() {
    return bimplus;
  }

  /** The switches of the fake issuer. */
  public Issuer issuer() {
    return issuer;
  }

  Listener apiListener() {
    return apiListener;
  }

  /** Closes all ports and frees all threads. */
  @Override
  public void close() {
    switches.shutdownNow();
    Listener.await(vertx.close());
  }

  private static Thread switchingThread(Runnable switching) {
    Thread thread = new Thread(switching, "sandbox-switches");
    thread.setDaemon(true);
    return thread;
  }
}
