package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlPortTest extends SandboxTest {

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void addedRuleIsUsedAsOftenAsItSays() {
    JsonObject added =
        control(
            "POST",
            "/faults",
            "{\"server\":\"bimplus\",\"method\":\"GET\",\"path\":\"/v2/*/projects\",\"count\":1,"
                + "\"fault\":{\"kind\":\"status\",\"status\":503}}");

    assertThat(added.getString("id")).startsWith("bimplus-");
    assertThat(client.get("/teams", token).statusCode()).isEqualTo(200);
    assertThat(client.get("/" + team + "/projects", token).statusCode()).isEqualTo(503);
    assertThat(client.get("/" + team + "/projects", token).statusCode()).isEqualTo(200);
  }

  @Test
  void ruleOfAUserLeavesOthersAlone() {
    control("POST", "/faults", "{\"user\":\"user-02\",\"fault\":{\"kind\":\"not-modified\"}}");

    assertThat(client.get("/teams", token).statusCode()).isEqualTo(200);
    String other = sandbox.tokens().forUser("user-02");
    assertThat(client.get("/teams", other).statusCode()).isEqualTo(304);
  }

  @Test
  void anAppIsInformedOfALogoutOverTheBackChannel() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    HttpServer app = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    app.createContext(
        "/",
        exchange -> {
          told.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
        });
    app.start();
    String to = "http://127.0.0.1:" + app.getAddress().getPort() + "/logout";

    JsonObject answer =
        control(
            "POST", "/logout", "{\"to\":\"" + to + "\",\"user\":\"user-01\",\"session\":\"s-1\"}");
    app.stop(0);

    JsonObject claims = Client.claims(told.get(0).replace("logout_token=", ""));
    assertThat(answer.getInteger("status")).isEqualTo(204);
    assertThat(claims.getString("sid")).isEqualTo("s-1");
    assertThat(claims.getString("sub")).isEqualTo(sandbox.tokens().subjectOf("user-01"));
    assertThat(claims.getString("aud")).isEqualTo(Tokens.DEFAULT_CLIENT);
    assertThat(claims.getJsonObject("events").fieldNames())
        .containsExactly("http://schemas.openid.net/event/backchannel-logout");
    assertThat(claims.containsKey("nonce")).isFalse();
  }

  @Test
  void rulesAreListedAndTakenBack() {
    String words = "{\"server\":\"issuer\",\"share\":0.5,\"seed\":7,\"fault\":{\"kind\":\"hang\"}}";
    String id = control("POST", "/faults", words).getString("id");

    JsonObject listed = control("GET", "/faults", "").getJsonArray("faults").getJsonObject(0);
    assertThat(listed.getString("id")).isEqualTo(id);
    assertThat(listed.getJsonObject("fault").getString("kind")).isEqualTo("hang");
    assertThat(listed.getInteger("used")).isZero();

    control("DELETE", "/faults/" + id, "");
    assertThat(control("GET", "/faults", "").getJsonArray("faults")).isEmpty();
    assertThat(sent("DELETE", "/faults/" + id, "").statusCode()).isEqualTo(404);
  }

  @Test
  void allRulesAreTakenBackAtOnce() {
    control("POST", "/faults", "{\"fault\":{\"kind\":\"drop\"}}");

    control("DELETE", "/faults", "");

    assertThat(client.get("/teams", token).statusCode()).isEqualTo(200);
  }

  @Test
  void serversAreSwitchedOffAndOn() {
    control("PUT", "/servers/bimplus", "{\"on\":false}");
    assertThatThrownBy(() -> client.get("/teams", token))
        .hasCauseInstanceOf(ConnectException.class);
    assertThat(control("GET", "/servers", "").getJsonObject("bimplus").getBoolean("on")).isFalse();

    control("PUT", "/servers/bimplus", "{\"on\":true}");

    assertThat(client.get("/teams", token).statusCode()).isEqualTo(200);
  }

  @Test
  void withdrawnKeysStopToCount() {
    String old = sandbox.tokens().forUser("user-03");

    control("POST", "/keys/rotate", "");
    int rotated = client.get("/teams", old).statusCode();
    control("POST", "/keys/withdraw", "");

    assertThat(rotated).isEqualTo(200);
    assertThat(client.get("/teams", old).statusCode()).isEqualTo(401);
    token = sandbox.tokens().forUser("user-01");
  }

  @Test
  void recorderIsQueriedAndCleared() {
    client.get("/teams?a=b", token);
    Instant since = Instant.now();
    client.get("/" + team + "/projects", token);

    assertThat(count("")).isEqualTo(2);
    assertThat(count("?path=/v2/*/projects&status=200&method=GET&user=user-01")).isEqualTo(1);
    assertThat(count("?path=/v2/**&server=bimplus&limit=0")).isEqualTo(2);
    assertThat(count("?user=user-02")).isZero();
    assertThat(count("?since=" + since)).isEqualTo(1);
    control("DELETE", "/requests", "");
    assertThat(count("")).isZero();
  }

  @Test
  void recorderShowsNoCredential() {
    client.get("/teams", token);

    assertThat(sent("GET", "/requests", "").body()).contains("/v2/teams").doesNotContain(token);
  }

  @Test
  void budgetIsRead() {
    sandbox.bimplus().budgetLeft("user-04", 17);

    assertThat(control("GET", "/budgets/user-04", "").getInteger("left")).isEqualTo(17);
    assertThat(sent("GET", "/budgets/nobody", "").statusCode()).isEqualTo(404);
  }

  @Test
  void kindsAreListed() {
    assertThat(control("GET", "/kinds", "").getJsonArray("kinds"))
        .hasSize(FaultKind.values().length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{                                                    | the body is no JSON object",
        "[]                                                   | the body is no JSON object",
        "{}                                                   | fault is an object with a kind",
        "{'fault':{'kind':'odd'}}                             | kind is none of the page's: odd",
        "{'fault':{'kind':'drop','x':1}}                      | drop has no parameter x",
        "{'fault':{'kind':'status','status':1000}}            | status is 0 to 999",
        "{'fault':{'kind':'status','status':'500'}}           | status is a whole number",
        "{'fault':{'kind':'status','fields':{'a':1}}}         | fields is an object of texts",
        "{'fault':{'kind':'hang','readsBody':1}}              | readsBody is true or false",
        "{'fault':{'kind':'html'},'share':2}                  | share is 0 to 1",
        "{'fault':{'kind':'html'},'count':0}                  | count is 1 to 2147483647",
        "{'fault':{'kind':'html'},'server':'x'}               | server is bimplus or issuer",
        "{'fault':{'kind':'html'},'path':7}                   | path is a text",
      })
  void badRulesAreRejectedInPlainWords(String rule, String reason) {
    HttpResponse<String> answer = sent("POST", "/faults", rule.replace('\'', '"'));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new JsonObject(answer.body()).getJsonObject("error").getString("message"))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/requests?status=x", "/requests?since=now", "/requests?odd=1"})
  void badQueriesAreRejected(String query) {
    assertThat(sent("GET", query, "").statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsNotThereIs404AndOtherMethodsAre405() {
    assertThat(sent("GET", "/elsewhere", "").statusCode()).isEqualTo(404);
    assertThat(sent("POST", "/keys/eat", "").statusCode()).isEqualTo(404);
    assertThat(sent("PATCH", "/faults", "").statusCode()).isEqualTo(405);
  }

  private int count(String query) {
    return control("GET", "/requests" + query, "").getInteger("count");
  }

  private JsonObject control(String method, String path, String body) {
    HttpResponse<String> answer = sent(method, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return new JsonObject(answer.body());
  }

  private HttpResponse<String> sent(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.controlUrl() + path))
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }
}
