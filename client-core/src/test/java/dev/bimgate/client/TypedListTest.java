package dev.bimgate.client;

import static dev.bimgate.client.RawBimplus.answering;
import static dev.bimgate.client.RawBimplus.ok;
import static dev.bimgate.client.RawBimplus.silent;
import static dev.bimgate.client.Waiting.assertFails;
import static dev.bimgate.client.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The typed calls, which need a Quarkus application around them. */
@QuarkusTest
class TypedListTest extends ClientFixture {

  private static final Credential CREDENTIAL = new Credential("BimPlus 0123456789abcdef");

  @Inject Vertx vertx;

  @Override
  Vertx vertx() {
    return vertx;
  }

  @Test
  void theRequestIsWhatWasGivenAndNothingElse() {
    RawBimplus bimplus = bimplus(answering(ok("[]")));
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("Accept", "*/*")
            .add("If-None-Match", "\"a\", \"b\"")
            .add("Authorization", "Bearer somebody-else");
    ListRequest list = ListRequest.of("b=%2f+&a=1&_&a='!$()*,;:@/?", headers);

    await(
        load(
            client(bimplus),
            client -> client.list(UpstreamOperation.PROJECTS, CREDENTIAL, "nemetschek", list)));

    assertThat(await(bimplus.connection(0).firstHead()).split("\r\n"))
        .containsExactlyInAnyOrder(
            "GET /v2/nemetschek/projects?b=%2f+&a=1&_&a='!$()*,;:@/? HTTP/1.1",
            "Accept: */*",
            "If-None-Match: \"a\", \"b\"",
            "Authorization: BimPlus 0123456789abcdef",
            "host: " + bimplus.baseUrl().getAuthority());
  }

  @Test
  void theHeadersComeBeforeTheBody() {
    RawBimplus bimplus =
        bimplus(answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Total-Count: 7\r\n\r\n"));
    UpstreamResponse response =
        await(
            load(
                client(bimplus),
                client -> client.list(UpstreamOperation.TEAMS, CREDENTIAL, null, anyList())));

    bimplus.connection(0).write("[]");

    assertThat(response.headers().get("X-Total-Count")).isEqualTo("7");
    assertThat(await(read(response))).isEqualTo("[]");
  }

  @Test
  void anErrorIsAResponseWhoseBodyStreamsAsWell() {
    RawBimplus bimplus =
        bimplus(answering("HTTP/1.1 503 Busy\r\nContent-Length: 4\r\nRetry-After: 9\r\n\r\n"));
    UpstreamResponse response =
        await(
            load(
                client(bimplus),
                client -> client.list(UpstreamOperation.TEAMS, CREDENTIAL, null, anyList())));

    bimplus.connection(0).write("busy");

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.headers().get("Retry-After")).isEqualTo("9");
    assertThat(await(read(response))).isEqualTo("busy");
  }

  @Test
  void aRedirectIsAResponseAndNotFollowed() {
    RawBimplus bimplus =
        bimplus(answering("HTTP/1.1 302 Found\r\nLocation: /v2/x\r\nContent-Length: 0\r\n\r\n"));

    UpstreamResponse response =
        await(
            load(
                client(bimplus),
                client -> client.list(UpstreamOperation.TEAMS, CREDENTIAL, null, anyList())));

    assertThat(response.status()).isEqualTo(302);
    assertThat(await(read(response))).isEmpty();
  }

  @Test
  void aListThatIsNotThereInTimeIsLateFromHeadersToLastByte() {
    RawBimplus bimplus =
        bimplus(silent(), answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart"));
    BimplusClient client = client(bimplus, options -> options.listTimeout(Duration.ofMillis(50)));

    assertFails(
        load(client, one -> one.list(UpstreamOperation.TEAMS, CREDENTIAL, null, anyList())),
        UpstreamFailure.TIMEOUT);
    assertFails(
        load(
            client,
            one ->
                one.list(UpstreamOperation.TEAMS, CREDENTIAL, null, anyList())
                    .compose(ClientFixture::text)),
        UpstreamFailure.TIMEOUT);
  }

  @Test
  void aListMayHaveToEndEarlierThanListTimeout() {
    BimplusClient client = client(bimplus(silent()), options -> options.listTimeout(LONG));

    assertFails(
        load(
            client,
            one ->
                one.list(UpstreamOperation.TEAMS, CREDENTIAL, null, anyList().endingWithin(SHORT))),
        UpstreamFailure.TIMEOUT);
  }

  @Test
  void noListMayEndLaterThanListTimeout() {
    BimplusClient client = client(bimplus(silent()), options -> options.listTimeout(SHORT));

    assertFails(
        load(
            client,
            one ->
                one.list(UpstreamOperation.TEAMS, CREDENTIAL, null, anyList().endingWithin(LONG))),
        UpstreamFailure.TIMEOUT);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void aListForWhichNoTimeIsLeftIsLateAndNotRequested(long nanosLeft) {
    RawBimplus bimplus = bimplus(answering(ok("[]")));
    ListRequest list = anyList().endingWithin(Duration.ofNanos(nanosLeft));

    assertFails(
        load(client(bimplus), one -> one.list(UpstreamOperation.TEAMS, CREDENTIAL, null, list)),
        UpstreamFailure.TIMEOUT);

    assertThat(bimplus.connectionCount()).isZero();
    assertThat(events.finished).containsExactly("TEAMS TIMEOUT");
  }

  @Test
  void aListThatIsPassedOnMayTakeLonger() {
    RawBimplus bimplus =
        bimplus(answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"), silent());
    BimplusClient client =
        client(bimplus, options -> options.listTimeout(Duration.ofMillis(1_500)));
    UpstreamResponse passedOn =
        await(
            load(
                client,
                one ->
                    one.list(UpstreamOperation.TEAMS, CREDENTIAL, null, anyList())
                        .onSuccess(UpstreamResponse::liftDeadline)));

    assertFails(
        load(client, one -> one.list(UpstreamOperation.TEAMS, CREDENTIAL, null, anyList())),
        UpstreamFailure.TIMEOUT);
    bimplus.connection(0).write("[]");

    assertThat(await(read(passedOn))).isEqualTo("[]");
  }

  @Test
  void teamsComeAsRecordsWithMembersNobodyNamedAndWithoutTheSecret() {
    RawBimplus bimplus =
        bimplus(
            answering(
                json(
                    """
                    [{"id":"7","slug":"nemetschek","name":"N","displayname":"Nemetschek",
                      "teamWorksConnection":"c2VjcmV0","rights":{"a":[1,{"teamworksconnection":"c2VjcmV0"}]},
                      "ismyteam":true}]\
                    """)));

    List<Team> teams = client(bimplus).teams(CREDENTIAL).await().atMost(Duration.ofMinutes(1));

    assertThat(teams).hasSize(1);
    Team team = teams.get(0);
    assertThat(team.slug()).isEqualTo("nemetschek");
    assertThat(team.displayName()).isEqualTo("Nemetschek");
    assertThat(team.others()).containsEntry("ismyteam", true).containsKey("rights");
    assertThat(team.toString()).doesNotContainIgnoringCase("teamworks").doesNotContain("c2Vj");
    assertThat(events.finished).containsExactly("TEAMS SUCCEEDED");
  }

  @Test
  void projectsComeAsRecords() {
    RawBimplus bimplus =
        bimplus(answering(json("[{\"id\":\"7\",\"name\":\"House\",\"hasWriteAccess\":true}]")));

    List<Project> projects =
        client(bimplus).projects(CREDENTIAL, "nemetschek").await().atMost(Duration.ofMinutes(1));

    assertThat(projects).extracting(Project::name).containsExactly("House");
    assertThat(projects).extracting(Project::hasWriteAccess).containsExactly(true);
    assertThat(await(bimplus.connection(0).firstHead()).split("\r\n"))
        .containsExactlyInAnyOrder(
            "GET /v2/nemetschek/projects HTTP/1.1",
            "accept: application/json",
            "Authorization: BimPlus 0123456789abcdef",
            "host: " + bimplus.baseUrl().getAuthority());
  }

  @Test
  void aSlugCannotLeaveItsSegment() {
    RawBimplus bimplus = bimplus(answering(json("[]")));

    client(bimplus).projects(CREDENTIAL, "a/../b?c").await().atMost(Duration.ofMinutes(1));

    assertThat(await(bimplus.connection(0).firstHead()))
        .startsWith("GET /v2/a%2F..%2Fb%3Fc/projects HTTP/1.1");
  }

  @Test
  void anErrorStatusFailsTheRecordsAndRevealsNoCredential() {
    RawBimplus bimplus =
        bimplus(answering("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"));
    BimplusClient client = client(bimplus);

    assertThatThrownBy(() -> client.teams(CREDENTIAL).await().atMost(Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            WebApplicationException.class,
            rejected -> assertThat(rejected.getResponse().getStatus()).isEqualTo(401))
        .hasMessageNotContaining("0123456789abcdef");
  }

  @Test
  void aCallWithoutAResponseFailsTheRecordsWithItsReason() {
    RawBimplus bimplus = bimplus(answering("nonsense\r\n\r\n"));
    BimplusClient client = client(bimplus);

    assertThatThrownBy(() -> client.teams(CREDENTIAL).await().atMost(Duration.ofMinutes(1)))
        .isInstanceOfSatisfying(
            UpstreamException.class,
            failed -> assertThat(failed.failure()).isEqualTo(UpstreamFailure.MALFORMED));
  }

  @Test
  void listsAndStreamsShareOnePool() {
    RawBimplus bimplus = bimplus(answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n"));
    BimplusClient client = client(bimplus, options -> options.pool(1, Duration.ZERO));
    await(load(client, one -> one.stream(ClientFixture.get("/a"))));

    assertFails(
        load(client, one -> one.list(UpstreamOperation.TEAMS, CREDENTIAL, null, anyList())),
        UpstreamFailure.POOL_EXHAUSTED);
  }

  @Test
  void aClosedClientFailsItsCalls() {
    RawBimplus bimplus = bimplus(answering(json("[]")));
    BimplusClient client = client(bimplus);
    client.teams(CREDENTIAL).await().atMost(Duration.ofMinutes(1));

    client.close();

    assertFails(
        load(client, one -> one.list(UpstreamOperation.TEAMS, CREDENTIAL, null, anyList())),
        UpstreamFailure.UNREACHABLE);
  }

  private static String json(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=utf-8\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static ListRequest anyList() {
    return ListRequest.of(null, MultiMap.caseInsensitiveMultiMap());
  }

  private <T> Future<T> load(BimplusClient client, Function<BimplusClient, Future<T>> call) {
    return onLoop(() -> call.apply(client));
  }
}
