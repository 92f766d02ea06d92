package dev.bimgate.benchmarks.race;

import dev.bimgate.benchmarks.servers.BareAnswer;
import dev.bimgate.benchmarks.servers.BareProcess;
import dev.bimgate.benchmarks.servers.Certificate;
import dev.bimgate.benchmarks.servers.Http;
import dev.bimgate.benchmarks.servers.Machine;
import dev.bimgate.benchmarks.servers.ServerProcess;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is around the contenders: the sandbox as issuer, an origin that always returns a small or a
 * large list of it, tokens of one user, and a certificate.
 *
 * @param team whose lists they are
 * @param authorization the header of each request
 * @param rejected the same with a wrong signature
 * @param originPort of the origin, which is on the core of the load
 */
record World(
    Sandbox sandbox,
    String team,
    String authorization,
    String rejected,
    ServerProcess origin,
    int originPort,
    Certificate certificate)
    implements AutoCloseable {

  /** As caches in general need it, to store a response to a request with credentials. */
  private static final String CACHE_CONTROL = "public, max-age=3600";

  /** Two thirds of them are in the list, which has 26 KB. */
  private static final int PROJECTS_PER_TEAM = 57;

  /** Two projects: 1.3 KB. */
  private static final String SMALL_LIST = "/projects?chunkSize=2";

  /** Starts a sandbox with the lists; it does not belong to the world. */
  static Sandbox startSandbox() {
    SandboxOptions options =
        SandboxOptions.defaults()
            .withBudgetPerHour(1_000_000_000)
            .withTokenLifetime(Duration.ofHours(6))
            .withProjectsPerTeam(PROJECTS_PER_TEAM)
            .withRecordedRequests(1);
    Sandbox sandbox = Sandbox.start(options);
    sandbox.bimplus().cacheControl(Optional.of(CACHE_CONTROL));
    return sandbox;
  }

  /** Starts the rest. */
  static World start(Sandbox sandbox) throws IOException, InterruptedException {
    String user = sandbox.users().get(0);
    String team = sandbox.teams().get(0);
    String authorization = "Bearer " + sandbox.tokens().forUser(user);
    String rejected = "Bearer " + sandbox.tokens().with(user).wrongSignature().sign();
    Certificate certificate = Certificate.make();
    String lists = sandbox.apiUrl() + "/" + team;
    BareAnswer small = BareAnswer.of(Http.get(URI.create(lists + SMALL_LIST), authorization));
    BareAnswer large = BareAnswer.of(Http.get(URI.create(lists + "/projects"), authorization));
    int port = ServerProcess.freePort();
    ServerProcess origin =
        BareProcess.startOn(Machine.LOAD_CORE, "origin", port, List.of(), small, large);
    return new World(sandbox, team, authorization, rejected, origin, port, certificate);
  }

  /** The base of the API at the origin. */
  URI api() {
    return URI.create("http://" + originAuthority() + "/v2");
  }

  /** Host and port of the origin. */
  String originAuthority() {
    return ServerProcess.HOST + ":" + originPort;
  }

  @Override
  public void close() {
    origin.close();
  }
}
