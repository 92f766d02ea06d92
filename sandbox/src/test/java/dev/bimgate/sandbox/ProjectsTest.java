package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ProjectsTest extends SandboxTest {

  @Test
  void listsDifferByUserAndShowTheRightsOfTheCaller() {
    JsonArray first = projects(token);
    JsonArray second = projects(sandbox.tokens().forUser("user-02"));

    assertThat(first).isNotEmpty().isNotEqualTo(second);
    assertThat(rightsOf(first)).isEqualTo(sandbox.tokens().subjectOf("user-01"));
    assertThat(rightsOf(second)).isEqualTo(sandbox.tokens().subjectOf("user-02"));
  }

  @Test
  void equalSeedsMakeEqualWorlds() {
    try (Sandbox twin = Sandbox.start(SandboxOptions.defaults());
        Sandbox other = Sandbox.start(SandboxOptions.defaults().withSeed(2))) {
      assertThat(twin.teams()).isEqualTo(sandbox.teams()).isNotEqualTo(other.teams());
      assertThat(twin.passwordOf("user-07")).isEqualTo(sandbox.passwordOf("user-07"));
      assertThat(projectsIn(twin, twin.teams().get(3)))
          .isEqualTo(projectsIn(sandbox, sandbox.teams().get(3)));
    }
  }

  @Test
  void everyWriteMovesTheVersionInEveryElement() {
    String path = "/" + team + "/projects";
    long before = version(projects(token));

    HttpResponse<String> made = client.send("POST", path, token, "{\"name\":\"Sluice\"}");
    JsonObject project = new JsonObject(made.body());
    JsonArray after = projects(sandbox.tokens().forUser("user-11"));

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(project.getLong("version")).isEqualTo(before + 1);
    assertThat(version(after)).isEqualTo(before + 1);
    assertThat(after.encode()).contains(project.getString("id"));
    assertThat(sandbox.bimplus().projectsVersion(team)).isEqualTo(before + 1);
  }

  @Test
  void projectGoesToTheBinAndComesBack() {
    JsonObject project =
        new JsonObject(client.send("POST", "/" + team + "/projects", token, "{}").body());
    String id = project.getString("id");
    String path = "/" + team + "/projects/" + id;

    client.send("DELETE", path + "?moveToRecycleBin=true", token, "");
    assertThat(projects(token).encode()).doesNotContain(id);
    assertThat(client.get("/" + team + "/projects?recycleBin=true", token).body()).contains(id);

    client.send("PUT", "/" + team + "/objects/" + id + "/restore", token, "");
    assertThat(projects(token).encode()).contains(id);

    client.send("PUT", path + "?moveToRecycleBin=true", token, "{}");
    assertThat(projects(token).encode()).doesNotContain(id);
    client.send("PUT", path + "?fromRecycleBin=true", token, "{}");
    assertThat(projects(token).encode()).contains(id);

    client.send("DELETE", path + "?moveToRecycleBin=true", token, "");
    client.send("DELETE", path + "?fromRecycleBin=true", token, "");
    assertThat(client.get(path, token).statusCode()).isEqualTo(404);
  }

  @Test
  void aFileIsAttachedAndMovesNoVersion() {
    JsonObject project = projects(token).getJsonObject(0);
    String path = "/" + team + "/objects/" + project.getString("id") + "/attachments";

    HttpResponse<String> attached = client.send("POST", path, token, "inspected");

    assertThat(attached.statusCode()).isEqualTo(201);
    assertThat(new JsonObject(attached.body()).getInteger("bodyLength")).isEqualTo(9);
    assertThat(version(projects(token))).isEqualTo(project.getLong("version"));
  }

  @Test
  void everyOtherWriteOfTheVendorsListMovesTheVersionToo() {
    String id = projects(token).getJsonObject(0).getString("id");
    String project = "/" + team + "/projects/" + id;
    String[][] writes = {
      {"PUT", project},
      {"POST", project + "/members"},
      {"DELETE", project + "/deletecache"},
      {"DELETE", "/" + team + "/deleteCache"},
      {"POST", "/" + team + "/members"},
      {"POST", "/" + team + "/invitations"},
      {"POST", "/" + team + "/projects/copyfrom"},
    };
    for (String[] write : writes) {
      long before = sandbox.bimplus().projectsVersion(team);

      int status = client.send(write[0], write[1], token, "{}").statusCode();

      assertThat(status).as(write[1]).isLessThan(300);
      assertThat(sandbox.bimplus().projectsVersion(team)).as(write[1]).isEqualTo(before + 1);
    }
  }

  @Test
  void memberTakenOutOfAProjectSeesItNoMore() {
    String id = projects(token).getJsonObject(0).getString("id");
    String member = sandbox.tokens().forUser("user-12");
    String path = "/" + team + "/projects/" + id + "/members";

    client.send("DELETE", path + "/user-12", token, "");
    assertThat(projects(member).encode()).doesNotContain(id);

    client.send("POST", path, token, "{\"user\":\"user-12\"}");
    assertThat(projects(member).encode()).contains(id);
  }

  @Test
  void longListComesInChunksWithItsCount() {
    String path = "/" + team + "/projects";
    int all = projects(token).size();

    HttpResponse<String> chunk = client.get(path + "?chunkSize=2&chunk=1", token);

    assertThat(new JsonArray(chunk.body())).hasSize(2);
    assertThat(new JsonArray(chunk.body()).getJsonObject(0))
        .isEqualTo(projects(token).getJsonObject(2));
    assertThat(chunk.headers().firstValue("X-Total-Count")).contains(String.valueOf(all));
  }

  @Test
  void disciplinesCanBeLeftOut() {
    assertThat(client.get("/" + team + "/projects?disciplines=false", token).body())
        .doesNotContain("disciplines");
  }

  @Test
  void projectsOverAllTeamsRespondUnderBothSpellings() {
    String one = client.get("/projects", token).body();

    assertThat(one).isEqualTo(client.get("//projects", token).body());
    assertThat(new JsonArray(one).size()).isGreaterThan(projects(token).size());
  }

  @Test
  void knownEtagGets304AndAnEtagCanBeSwitchedOff() {
    String path = "/" + team + "/projects";
    String etag = client.get(path, token).headers().firstValue("ETag").orElseThrow();

    assertThat(client.get(path, token, "If-None-Match", etag).statusCode()).isEqualTo(304);
    assertThat(client.get(path, token, "If-None-Match", "\"x\", W/" + etag).statusCode())
        .isEqualTo(304);

    sandbox.bimplus().etags(Etags.WEAK);
    assertThat(client.get(path, token).headers().firstValue("ETag"))
        .get()
        .asString()
        .startsWith("W/\"");
    sandbox.bimplus().etags(Etags.NONE);
    assertThat(client.get(path, token, "If-None-Match", etag).headers().firstValue("ETag"))
        .isEmpty();
    sandbox.bimplus().etags(Etags.STRONG);
  }

  @Test
  void gzipIsSentToClientsThatAcceptItUnlessSwitchedOff() {
    String path = "/" + team + "/projects";

    HttpResponse<byte[]> zipped = client.bytes(path, token, "Accept-Encoding", "br, gzip");
    sandbox.bimplus().gzip(false);
    HttpResponse<byte[]> plain = client.bytes(path, token, "Accept-Encoding", "br, gzip");
    sandbox.bimplus().gzip(true);

    assertThat(zipped.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(zipped.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(zipped.headers().firstValue("ETag"))
        .isNotEqualTo(plain.headers().firstValue("ETag"));
  }

  @Test
  void headReturnsTheHeadersOfGetWithoutABody() {
    HttpResponse<String> get = client.get("/" + team + "/projects", token);

    HttpResponse<String> head = client.send("HEAD", "/" + team + "/projects", token, "");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name : new String[] {"ETag", "Content-Length", "Content-Type"}) {
      assertThat(head.headers().firstValue(name)).isEqualTo(get.headers().firstValue(name));
    }
  }

  @Test
  void cacheControlIsWhatTheTestWants() {
    sandbox.bimplus().cacheControl(Optional.of("private, max-age=5"));
    HttpResponse<String> told = client.get("/" + team + "/projects", token);
    sandbox.bimplus().cacheControl(Optional.empty());
    HttpResponse<String> silent = client.get("/" + team + "/projects", token);

    assertThat(told.headers().firstValue("Cache-Control")).contains("private, max-age=5");
    assertThat(silent.headers().firstValue("Cache-Control")).isEmpty();
  }

  @Test
  void usedUpBudgetIs429UntilTheHourIsOver() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-06-01T10:00:00Z"));
    InstantSource clock = now::get;
    SandboxOptions options = SandboxOptions.defaults().withBudgetPerHour(2).withClock(clock);
    try (Sandbox small = Sandbox.start(options)) {
      Client asking = new Client(small);
      String own = small.tokens().with("user-01").expiresIn(Duration.ofDays(1)).sign();
      HttpResponse<String> first = asking.get("/teams", own);
      asking.get("/teams", own);
      HttpResponse<String> third = asking.get("/teams", own);
      now.set(Instant.parse("2026-06-01T11:00:00Z"));
      HttpResponse<String> later = asking.get("/teams", own);

      assertThat(first.headers().firstValue("X-RateLimit-Limit")).contains("2");
      assertThat(first.headers().firstValue("X-RateLimit-Remaining")).contains("1");
      assertThat(third.statusCode()).isEqualTo(429);
      assertThat(third.headers().firstValue("Retry-After")).contains("3600");
      assertThat(later.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everyResponseHasARequestIdOfBimplusesOwn() {
    String first = client.get("/teams", token).headers().firstValue("X-Request-Id").orElseThrow();
    String second = client.get("/teams", "").headers().firstValue("X-Request-Id").orElseThrow();

    assertThat(first).isNotEqualTo(second);
  }

  private JsonArray projects(String asking) {
    return client.list("/" + team + "/projects", asking);
  }

  private static JsonArray projectsIn(Sandbox world, String slug) {
    return new Client(world).list("/" + slug + "/projects", world.tokens().forUser("user-01"));
  }

  private static long version(JsonArray list) {
    return list.getJsonObject(0).getLong("version");
  }

  private static String rightsOf(JsonArray list) {
    return list.getJsonObject(0).getJsonObject("rights").getString("user");
  }
}
