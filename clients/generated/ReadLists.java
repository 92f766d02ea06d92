import dev.bimgate.generated.ApiClient;
import dev.bimgate.generated.ApiException;
import dev.bimgate.generated.ApiResponse;
import dev.bimgate.generated.api.ListsApi;
import dev.bimgate.generated.api.ListsApi.APIListProjectsRequest;
import dev.bimgate.generated.api.ListsApi.APIListTeamsRequest;
import dev.bimgate.generated.model.Project;
import dev.bimgate.generated.model.Team;
import java.util.List;

/**
 * Prints the teams of a user, each with the number of its projects, twice: the second time from the
 * cache. Uses the client that OpenAPI Generator makes of docs/openapi.yaml.
 *
 * <p>{@code TOKEN=<access token> java ReadLists <address of the gateway>}
 */
class ReadLists {

  public static void main(String[] args) throws ApiException {
    ApiClient client = new ApiClient();
    client.updateBaseUri(args[0]);
    client.setRequestInterceptor(
        request -> request.header("Authorization", "Bearer " + System.getenv("TOKEN")));
    ListsApi lists = new ListsApi(client);
    for (Team team : lists.listTeams(APIListTeamsRequest.newBuilder().build())) {
      printProjects(lists, team);
      printProjects(lists, team);
    }
  }

  private static void printProjects(ListsApi lists, Team team) throws ApiException {
    ApiResponse<List<Project>> projects =
        lists.listProjectsWithHttpInfo(
            APIListProjectsRequest.newBuilder().team(team.getSlug()).build());
    System.out.printf(
        "%s: %d projects, %s%n",
        team.getSlug(),
        projects.getData().size(),
        projects.getHeaders().get("cache-status").get(0));
  }
}
