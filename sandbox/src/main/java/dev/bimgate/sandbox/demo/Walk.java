package dev.bimgate.sandbox.demo;

import dev.bimgate.sandbox.Download;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.Tokens;
import dev.bimgate.sandbox.wire.Requests;
import dev.bimgate.sandbox.wire.Sha256;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The steps of a client in their order: each is requested, checked, and printed as one line.
 *
 * <p>An unexpected or missing response does not end the walk.
 */
final class Walk {

  private static final String USER = "user-01";
  private static final String OTHER_USER = "user-02";

  /** Background work after a reply takes milliseconds. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final Download DOWNLOAD = new Download(7, 20_000_000);

  private final Sandbox sandbox;
  private final Visitor visitor;
  private final Operator operator;
  private final Steps steps;
  private final String list;
  private String accessToken = "";
  private String refreshToken = "";

  Walk(Sandbox sandbox, Visitor visitor, Operator operator, Consumer<StepReport> teller) {
    this.sandbox = sandbox;
    this.visitor = visitor;
    this.operator = operator;
    this.steps = new Steps(sandbox, teller);
    this.list = "/" + team() + "/projects";
  }

  /** The team whose projects are requested. */
  String team() {
    return sandbox.teams().get(0);
  }

  /** The latest access token of the walk. */
  String accessToken() {
    return accessToken;
  }

  /** Walks, and returns whether every step was as expected. */
  boolean run() throws InterruptedException {
    int callsBefore = steps.calls();
    token();
    teams();
    Reply first = firstList();
    sameListAgain(first);
    listOfAnotherUser(first);
    Reply latest = writeAndList(first);
    download();
    badToken();
    outage(latest);
    explain();
    count(steps.calls() - callsBefore);
    return steps.asSaid();
  }

  private void token() {
    Map<String, String> form =
        Map.of(
            "grant_type",
            "password",
            "client_id",
            Tokens.DEFAULT_CLIENT,
            "username",
            USER,
            "password",
            sandbox.passwordOf(USER));
    steps.take(
        "token of " + USER + " from the issuer", USER, 0, () -> keepTokens(form), this::granted);
  }

  private Reply keepTokens(Map<String, String> form) throws IOException {
    Reply reply = visitor.postForm(sandbox.tokenEndpoint(), form);
    JsonObject granted = json(reply);
    accessToken = granted.getString("access_token", "");
    refreshToken = granted.getString("refresh_token", "");
    return reply;
  }

  private void granted(Reply reply, Expectations said) {
    said.equal(reply.status(), 200, "status").that(!accessToken.isEmpty(), "there is no token");
  }

  private void teams() {
    steps.take(
        "teams",
        USER,
        1,
        () -> visitor.get("/teams", bearer()),
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(reply.text().contains(team()), "the list lacks " + team())
                .that(
                    !reply.text().contains("teamWorksConnection"), "it holds a database password"));
  }

  private Reply firstList() {
    return steps.take(
        "projects of " + team(),
        USER,
        1,
        () -> visitor.get(list, bearer()),
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(reply.isMiss(), "Cache-Status says no miss")
                .that(reply.field("etag").isPresent(), "there is no ETag")
                .that(
                    reply.text().contains(sandbox.tokens().subjectOf(USER)),
                    "the rights are not those of " + USER));
  }

  private void sameListAgain(Reply first) {
    Map<String, String> form =
        Map.of(
            "grant_type",
            "refresh_token",
            "client_id",
            Tokens.DEFAULT_CLIENT,
            "refresh_token",
            refreshToken);
    steps.take("token refreshed at the issuer", USER, 0, () -> keepTokens(form), this::granted);
    steps.take(
        "the same list, new token, scheme BimPlus",
        USER,
        0,
        () -> visitor.get(list, "BimPlus " + accessToken),
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(reply.isHit(), "Cache-Status says no hit")
                .that(reply.text().equals(first.text()), "it is another list"));
    String etag = first.field("etag").orElse("\"none\"");
    steps.take(
        "the same list for who has it already",
        USER,
        0,
        () -> visitor.getUnlessMatches(list, "BimPlus " + accessToken, etag),
        (reply, said) ->
            said.equal(reply.status(), 304, "status")
                .that(reply.isHit(), "Cache-Status says no hit")
                .equal(reply.body().length(), 0, "length of the body"));
  }

  private void listOfAnotherUser(Reply first) {
    String other = "Bearer " + sandbox.tokens().forUser(OTHER_USER);
    steps.take(
        "the list of " + OTHER_USER + ", another one",
        OTHER_USER,
        1,
        () -> visitor.get(list, other),
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(reply.isMiss(), "Cache-Status says no miss")
                .that(!reply.text().equals(first.text()), "it is the list of " + USER)
                .that(
                    !reply.text().contains(sandbox.tokens().subjectOf(USER)),
                    "it holds rights of " + USER));
  }

  private Reply writeAndList(Reply first) {
    Reply written =
        steps.take(
            "a new project",
            USER,
            1,
            () -> visitor.post(list, bearer(), "{\"name\":\"Lock Gate\"}"),
            (reply, said) -> said.equal(reply.status(), 201, "status"));
    String id = json(written).getString("id", "no id");
    return steps.take(
        "the list that shows it",
        USER,
        1,
        () -> visitor.get(list, bearer()),
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(reply.isMiss(), "Cache-Status says no miss")
                .that(reply.text().contains(id), "the new project is not in it")
                .that(!first.text().contains(id), "the first list had it already"));
  }

  private void download() {
    String path = "/" + team() + "/download?bytes=" + DOWNLOAD.lengthBytes();
    steps.take(
        "any other resource, 20 MB streamed",
        USER,
        1,
        () -> visitor.get(path + "&seed=" + DOWNLOAD.seed(), bearer()),
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .equal(
                    Sha256.hex(reply.body().getBytes()), DOWNLOAD.sha256(), "SHA-256 of the body"));
  }

  private void badToken() {
    String spoiled = sandbox.tokens().with(USER).wrongSignature().sign();
    steps.take(
        "a token with a wrong signature, not sent on",
        USER,
        0,
        () -> visitor.get(list, "Bearer " + spoiled),
        (reply, said) ->
            said.equal(reply.status(), 401, "status")
                .that(reply.field("www-authenticate").isPresent(), "there is no WWW-Authenticate")
                .that(
                    sandbox
                        .recorder()
                        .matching(Requests.withField("Authorization", "Bearer " + spoiled))
                        .isEmpty(),
                    "Bimplus has seen the token"));
  }

  /** The list has expired while Bimplus is unreachable, and is served as stale. */
  private void outage(Reply latest) throws InterruptedException {
    sandbox.bimplus().switchOff();
    Thread.sleep(latest.freshLeft().toMillis());
    steps.take(
        "Bimplus switched off: the list, served stale",
        USER,
        0,
        () -> visitor.get(list, bearer()),
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(reply.isStale(), "Cache-Status does not say stale")
                .that(reply.text().equals(latest.text()), "it is another list"));
    sandbox.bimplus().switchOn();
    long version = sandbox.bimplus().change(team());
    steps.take(
        "Bimplus on again: a list that loads ends the pause",
        OTHER_USER,
        1,
        () -> visitor.get(list, "Bearer " + sandbox.tokens().forUser(OTHER_USER)),
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(reply.isMiss(), "Cache-Status says no miss"));
    steps.take(
        "the list, stale once more and loaded behind it",
        USER,
        1,
        this::listWithACallBehind,
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(
                    reply.isHit() && reply.isStale(), "Cache-Status says that it was waited for"));
    steps.take(
        "the list renewed",
        USER,
        0,
        this::listOnceRenewed,
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(!reply.isStale(), "Cache-Status says not renewed")
                .that(reply.text().contains("\"version\":" + version), "it is still the old list"));
  }

  /** The call follows the reply: without the wait it would not be counted. */
  private Reply listWithACallBehind() throws IOException {
    int before = steps.calls();
    Reply reply = visitor.get(list, bearer());
    long started = System.nanoTime();
    while (steps.calls() == before && System.nanoTime() - started < LONGEST.toNanos()) {
      Thread.onSpinWait();
    }
    return reply;
  }

  private Reply listOnceRenewed() throws IOException {
    long started = System.nanoTime();
    Reply reply = visitor.get(list, bearer());
    while (reply.isStale() && System.nanoTime() - started < LONGEST.toNanos()) {
      reply = visitor.get(list, bearer());
    }
    return reply;
  }

  private void explain() {
    steps.take(
        "the operator: explain that list",
        USER,
        new Steps.Calls(0, 0),
        () -> operator.explain("/v2" + list, accessToken),
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(reply.text().contains("\"decision\":\"hit\""), "it would not be a hit"),
        Operator::inShort);
  }

  private void count(int calls) {
    Expectations said = new Expectations().equal(calls, 8, "the number of calls to Bimplus");
    String name = visitor.requests() + " requests, " + calls + " calls to Bimplus";
    steps.tell(new StepReport(name, "", Duration.ZERO, "", "", List.of(), said.mistakes()));
  }

  private String bearer() {
    return "Bearer " + accessToken;
  }

  private static JsonObject json(Reply reply) {
    try {
      return new JsonObject(reply.text());
    } catch (DecodeException notJson) {
      return new JsonObject();
    }
  }
}
