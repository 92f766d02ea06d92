package dev.bimgate.client.app;

import dev.bimgate.client.Project;
import dev.bimgate.client.Team;
import java.util.stream.Stream;

/**
 * The calls of a {@link GatewayClient} for code that waits: on worker, virtual and main threads,
 * never on an event loop.
 *
 * <p>Each call ends by the timeouts of the client and throws {@link BimplusException} itself.
 */
public final class BlockingGatewayClient {

  private final GatewayClient client;

  BlockingGatewayClient(GatewayClient client) {
    this.client = client;
  }

  /** The teams of the token's user. */
  public ListResponse<Team> teams() {
    return client.teams().await().indefinitely();
  }

  /** One chunk of {@link #teams()}. */
  public ListResponse<Team> teams(Chunk chunk) {
    return client.teams(chunk).await().indefinitely();
  }

  /** All teams, requested in chunks of that size; close the stream if it is not read to its end. */
  public Stream<Team> allTeams(int chunkSize) {
    return client.allTeams(chunkSize).subscribe().asStream();
  }

  /** The projects of a team that the token's user may see. */
  public ListResponse<Project> projects(String teamSlug) {
    return client.projects(teamSlug).await().indefinitely();
  }

  /** One chunk of {@link #projects(String)}. */
  public ListResponse<Project> projects(String teamSlug, Chunk chunk) {
    return client.projects(teamSlug, chunk).await().indefinitely();
  }

  /**
   * All projects of a team, requested in chunks of that size; close the stream if it is not read to
   * its end.
   */
  public Stream<Project> allProjects(String teamSlug, int chunkSize) {
    return client.allProjects(teamSlug, chunkSize).subscribe().asStream();
  }

  /** Any other call. */
  public ApiResponse send(ApiRequest request) {
    return client.send(request).await().indefinitely();
  }
}
