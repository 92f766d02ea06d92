package dev.bimgate.deployment.clients;

import static dev.bimgate.deployment.clients.Caller.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.Sandbox;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What operators do on the management port: each call, right and wrong. */
final class OperatorJourney {

  static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private static final String USER = "user-05";

  private final Caller nobody;
  private final Caller operator;
  private final Caller user;
  private final String subject;
  private final String token;
  private final String list;

  /**
   * Of an operator who looks after a user's lists.
   *
   * @param management calls the management port
   * @param traffic calls the traffic port
   */
  OperatorJourney(Sandbox sandbox, Caller management, Caller traffic) {
    this.nobody = management;
    this.operator = management.withToken(TOKEN);
    this.token = sandbox.tokens().forUser(USER);
    this.user = traffic.withToken(token);
    this.subject = sandbox.tokens().subjectOf(USER);
    this.list = "/v2/" + sandbox.teams().get(0) + "/projects";
  }

  void travel() {
    look();
    change();
    callWrongly();
  }

  private void look() {
    nobody.send("GET", List.of("/q/health/live", "/q/health/ready", "/q/metrics"));
    nobody.with("Accept", "text/plain").send("GET", "/q/metrics");
    explain();
    user.send("GET", list);
    explain();
    user.with("If-None-Match", "*").send("GET", list);
    operator.send("GET", "/q/gateway/budget?user=" + subject);
    operator.send("GET", "/q/gateway/budget?user=nobody");
  }

  private void change() {
    for (String what :
        List.of(
            "\"team\":\"house\"",
            "\"user\":\"" + subject + "\"",
            "\"path\":\"" + list + "\",\"token\":\"" + token + "\"",
            "\"all\":true")) {
      assertThat(
              operator
                  .send("POST", "/q/gateway/purge", JSON, "{" + what + ",\"soft\":true}")
                  .status())
          .isEqualTo(200);
      explain();
      operator.send("POST", "/q/gateway/purge", JSON, "{" + what + "}");
      explain();
      user.send("GET", list);
    }
    operator.send("POST", "/q/gateway/bypass", JSON, "{\"for\":\"1m\"}");
    explain();
    user.send("GET", list);
    nobody.send("GET", "/q/health/ready");
    operator.send("DELETE", "/q/gateway/bypass");
    operator.send("DELETE", "/q/gateway/bypass");
    for (String by : List.of("jti", "sid", "sub", "user")) {
      assertThat(operator.send("POST", "/q/gateway/deny", JSON, "{\"" + by + "\":\"x\"}").status())
          .isEqualTo(200);
    }
  }

  private void callWrongly() {
    String explain = "/q/gateway/explain";
    String purge = "/q/gateway/purge";
    nobody.send("GET", List.of("/nothing", explain));
    nobody.withToken("another").send("POST", purge, JSON, "{}");
    operator.send("GET", List.of(explain, explain + "?a=b", "/q/gateway/budget"));
    operator.send("PUT", explain);
    operator.send("POST", purge + "?a=b", JSON, "{}");
    operator.send("POST", purge, JSON, "{\"team\":\"-\"}");
    operator.send("POST", purge, JSON, "[]");
    operator.send("POST", purge, "text/plain", "all");
    operator.send("POST", purge, JSON, " ".repeat(70_000));
    operator.send("POST", "/q/gateway/deny", JSON, "{\"jti\":\"a\",\"sid\":\"b\"}");
  }

  private void explain() {
    Caller withUsersToken = operator.with("X-Explain-Token", token);
    for (String path : List.of(list, "/v2/user", list + "?a={")) {
      String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8);
      assertThat(withUsersToken.send("GET", "/q/gateway/explain?path=" + encoded).status())
          .isEqualTo(200);
    }
  }
}
