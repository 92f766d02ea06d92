package dev.bimgate.sandbox.demo;

import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.Tokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;

/**
 * What the sample page needs, in the order of its requests: its files, a token of Keycloak, and
 * lists that its origin may read.
 */
final class WebWalk {

  private static final String USER = "user-01";

  private static final List<String> FILES =
      List.of(
          "",
          "app.js",
          "settings.json",
          "../node_modules/jquery/dist/jquery.min.js",
          "../node_modules/bimplus-websdk/dist/bimplus-websdk.js",
          "../node_modules/oidc-client-ts/dist/browser/oidc-client-ts.min.js");

  private final Sandbox sandbox;
  private final PageServer page;
  private final URI issuer;
  private final URI api;
  private final HttpClient http;
  private final PrintStream out;
  private final Steps steps;

  WebWalk(Sandbox sandbox, PageServer page, URI issuer, URI api, HttpClient http, PrintStream out) {
    this.sandbox = sandbox;
    this.page = page;
    this.issuer = issuer;
    this.api = api;
    this.http = http;
    this.out = out;
    this.steps = new Steps(sandbox, report -> out.println(report.text()));
  }

  /** Walks, and returns whether every step was as expected. */
  boolean run() {
    out.println(StepReport.HEADINGS);
    FILES.forEach(this::file);
    String token = token();
    list("/teams", token, 1);
    list("/" + sandbox.teams().get(0) + "/projects", token, 1);
    list("/" + sandbox.teams().get(0) + "/projects", token, 0);
    return steps.asSaid();
  }

  private void file(String name) {
    URI file = page.page().resolve(name);
    steps.take(
        file.getPath().replaceFirst(".*/(?=.)", ""),
        USER,
        0,
        () -> Visitor.send(http, HttpRequest.newBuilder(file)),
        (reply, said) -> said.equal(reply.status(), 200, "status"));
  }

  private String token() {
    Map<String, String> form =
        Map.of(
            "grant_type",
            "password",
            "scope",
            "openid",
            "client_id",
            Tokens.DEFAULT_CLIENT,
            "username",
            USER,
            "password",
            sandbox.passwordOf(USER));
    Reply granted =
        steps.take(
            "token of " + USER + " from Keycloak",
            USER,
            0,
            () ->
                new Visitor(http, api)
                    .postForm(URI.create(issuer + "/protocol/openid-connect/token"), form),
            (reply, said) -> said.equal(reply.status(), 200, "status"));
    return granted.status() == 200
        ? new JsonObject(granted.body()).getString("access_token", "")
        : "";
  }

  private void list(String path, String token, int calls) {
    steps.take(
        path.substring(1),
        USER,
        calls,
        () -> read(path, token),
        (reply, said) ->
            said.equal(reply.status(), 200, "status")
                .that(reply.isHit() == (calls == 0), "Cache-Status is " + reply.cacheStatus())
                .equal(
                    reply.field("access-control-allow-origin").orElse("(none)"),
                    page.origin(),
                    "the origin that may read it"));
  }

  private Reply read(String path, String token) throws IOException {
    return Visitor.send(
        http,
        HttpRequest.newBuilder(URI.create(api + path))
            .header("Origin", page.origin())
            .header("Authorization", "BimPlus " + token));
  }
}
