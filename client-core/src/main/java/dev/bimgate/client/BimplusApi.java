package dev.bimgate.client;

import io.quarkus.rest.client.reactive.NotBody;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * The typed part of the API for Quarkus REST Client; {@link ListCallFilter} carries its calls.
 *
 * <p>Public only because Quarkus generates the proxy. Programs use {@link BimplusClient}.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public interface BimplusApi {

  /** Loads the teams into the call; the response itself is empty. */
  @GET
  @Path("teams")
  Uni<Response> loadTeams(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @NotBody ListCall call);

  /** Loads a team's projects into the call; the response itself is empty. */
  @GET
  @Path("{team}/projects")
  Uni<Response> loadProjects(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("team") String teamSlug,
      @NotBody ListCall call);

  /** The teams as records. */
  @GET
  @Path("teams")
  Uni<List<Team>> teams(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, @NotBody ListCall call);

  /** A team's projects as records. */
  @GET
  @Path("{team}/projects")
  Uni<List<Project>> projects(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @PathParam("team") String teamSlug,
      @NotBody ListCall call);
}
