package dev.bimgate.client.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.client.Project;
import dev.bimgate.client.Team;
import dev.bimgate.sandbox.wire.FaultKind;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Typed lists in a plain Java program. */
class ListsTest extends SandboxFixture {

  private final String projects = "/v2/" + team + "/projects";

  @Test
  void teamsAndProjectsAreTyped() {
    List<Team> teams = bimplus().teams().items();
    ListResponse<Project> list = bimplus().projects(teams.get(0).slug());

    assertThat(teams).extracting(Team::slug).containsExactlyElementsOf(sandbox.teamsOf(USER));
    assertThat(list.items())
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.teamSlug()).isEqualTo(teams.get(0).slug()));
    assertThat(list.totalCount()).isNull();
    assertThat(list.isNotModified()).isFalse();
  }

  @Test
  void oneChunkSaysHowManyElementsAllHave() {
    List<Project> all = bimplus().projects(team).items();

    ListResponse<Project> second = bimplus().projects(team, new Chunk(3, 1));

    assertThat(second.items()).isEqualTo(all.subList(3, 6));
    assertThat(second.totalCount()).isEqualTo(all.size());
  }

  @Test
  void allChunksAreTheWholeList() {
    List<Project> all = bimplus().projects(team).items();

    try (Stream<Project> chunked = bimplus().allProjects(team, 3)) {
      assertThat(chunked).isEqualTo(all);
    }
    assertThat(requests()).hasSize(1 + (all.size() + 2) / 3);
  }

  @Test
  void aChunkThatNobodyReadsIsNotRequested() {
    List<Project> two =
        client().allProjects(team, 1).select().first(2).collect().asList().await().indefinitely();

    assertThat(two).hasSize(2);
    assertThat(requests()).hasSize(2);
  }

  @Test
  void nothingIsRequestedAfterTheLastFullChunk() {
    int size = bimplus().projects(team).items().size();

    try (Stream<Project> chunked = bimplus().allProjects(team, size)) {
      assertThat(chunked).hasSize(size);
    }
    assertThat(requests()).hasSize(2);
  }

  @Test
  void aServerThatKnowsNoChunksSendsTheWholeListOnce() {
    try (Stream<Team> teams = bimplus().allTeams(1)) {
      assertThat(teams).hasSameSizeAs(sandbox.teamsOf(USER));
    }
    assertThat(sandbox.recorder().matching(Requests.to("/v2/teams"))).hasSize(1);
  }

  @Test
  void anUnchangedListIsNotSentAgain() {
    ListResponse<Project> first = bimplus().projects(team);

    ListResponse<Project> second = bimplus().projects(team);

    assertThat(second.isNotModified()).isTrue();
    assertThat(second.items()).isEqualTo(first.items());
    assertThat(requests()).extracting(RecordedRequest::answerStatus).containsExactly(200, 304);
  }

  @Test
  void anUnchangedChunkStillSaysHowManyElementsAllHave() {
    ListResponse<Project> first = bimplus().projects(team, new Chunk(3, 0));

    ListResponse<Project> second = bimplus().projects(team, new Chunk(3, 0));

    assertThat(second.isNotModified()).isTrue();
    assertThat(second.totalCount()).isEqualTo(first.totalCount()).isNotNull();
  }

  @Test
  void aChangedListIsReadAgain() {
    bimplus().projects(team);
    long version = sandbox.bimplus().change(team);

    ListResponse<Project> changed = bimplus().projects(team);

    assertThat(changed.isNotModified()).isFalse();
    assertThat(changed.items().get(0).others().get("version")).hasToString(Long.toString(version));
  }

  @Test
  void aRefreshedTokenOfTheSameUserFindsTheList() {
    bimplus(tokensOf(USER)).projects(team);

    assertThat(bimplus(tokensOf(USER)).projects(team).isNotModified()).isTrue();
  }

  @Test
  void anotherUserIsNeverGivenTheList() {
    bimplus().projects(team);

    ListResponse<Project> other = bimplus(tokensOf("user-02")).projects(team);

    assertThat(other.isNotModified()).isFalse();
    assertThat(requests().get(1).field("If-None-Match")).isEmpty();
  }

  @Test
  void aTokenThatOnlyNamesTheUserIsNotGivenTheListEither() {
    bimplus().projects(team);
    String forged = sandbox.tokens().with(USER).wrongSignature().sign();

    assertThatThrownBy(() -> bimplus(TokenSupplier.of(forged)).projects(team))
        .isInstanceOfSatisfying(
            BimplusException.class, failed -> assertThat(failed.status()).isEqualTo(401));
  }

  @Test
  void aListThatMustNotBeStoredIsNot() {
    respond(
        Requests.to(projects),
        200,
        JsonObject.of("ETag", "\"a\"", "Cache-Control", "private, no-store"),
        "[]");

    bimplus().projects(team);
    bimplus().projects(team);

    assertThat(requests()).allSatisfy(one -> assertThat(one.field("If-None-Match")).isEmpty());
  }

  @Test
  void aNotModifiedThatNobodyRequestedIsAnError() {
    sandbox
        .bimplus()
        .faults()
        .add(Requests.to(projects), FaultKind.NOT_MODIFIED.with(), Integer.MAX_VALUE);

    assertThatThrownBy(() -> bimplus().projects(team))
        .isInstanceOfSatisfying(
            BimplusException.class, failed -> assertThat(failed.status()).isEqualTo(304));
  }

  @Test
  void aResponseSaysHowTheCacheWasInvolved() {
    respond(
        Requests.to(projects),
        200,
        JsonObject.of(
            "Cache-Status", "bimplus-gateway; hit; ttl=42", "Age", "18", "X-Request-Id", "id-1"),
        "[]");

    ListResponse<Project> list = bimplus().projects(team);

    assertThat(list.cache().isHit()).isTrue();
    assertThat(list.cache().age()).hasSeconds(18);
    assertThat(list.requestId()).isEqualTo("id-1");
  }

  @Test
  void aSlugCannotLeaveItsSegment() {
    assertThatThrownBy(() -> bimplus().projects("a/../b?c")).isInstanceOf(BimplusException.class);

    assertThat(sandbox.recorder().last(Requests.any()).target())
        .isEqualTo("/v2/a%2F..%2Fb%3Fc/projects");
    assertThatThrownBy(() -> bimplus().projects("..")).isInstanceOf(IllegalArgumentException.class);
  }

  private List<RecordedRequest> requests() {
    return sandbox.recorder().matching(Requests.to("GET", projects));
  }
}
