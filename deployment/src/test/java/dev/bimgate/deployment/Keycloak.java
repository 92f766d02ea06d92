package dev.bimgate.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.sandbox.demo.KeycloakProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A real Keycloak with the realm that we ship. */
public record Keycloak(KeycloakProcess process) implements AutoCloseable {

  private static final Path HOME = Path.of(System.getProperty("keycloak.home", "target/keycloak"));
  private static final Path REALM =
      Repository.ROOT.resolve("deployment/keycloak/allplan-realm.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Starts one, and returns once it responds. */
  public static Keycloak start() throws IOException, InterruptedException {
    Path log = Files.createTempFile(Path.of("target"), "keycloak", ".log");
    JsonObject realm = new JsonObject(Files.readString(REALM));
    Keycloak started = new Keycloak(KeycloakProcess.start(HOME, realm, log));
    started.process.awaitReady(HttpClient.newHttpClient());
    return started;
  }

  /** The {@code iss} of its tokens. */
  public URI issuer() {
    return process.issuer();
  }

  /** Where the realm answers a client under OpenID Connect. */
  public URI endpoint(String name) {
    return URI.create(issuer() + "/protocol/openid-connect/" + name);
  }

  /** What the token endpoint grants for a form of name, value, name, value. */
  JsonNode grant(String... form) {
    HttpResponse<String> response = post(endpoint("token"), form);
    if (response.statusCode() != 200) {
      throw new IllegalStateException("no token: " + response.statusCode() + " " + response.body());
    }
    return json(response.body());
  }

  HttpResponse<String> post(URI address, String... form) {
    return Http.send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(form))),
        BodyHandlers.ofString());
  }

  /** Puts a new RSA key before all others of the realm, under that name. */
  void addKey(String name, int priority) {
    String component =
        """
        {"name": "%s", "providerId": "rsa-generated", "providerType": "org.keycloak.keys.KeyProvider",
         "config": {"priority": ["%d"], "enabled": ["true"], "active": ["true"]}}
        """
            .formatted(name, priority);
    HttpRequest.Builder request =
        admin("components")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(component));
    expect(201, Http.send(request, BodyHandlers.ofString()));
  }

  /** Takes a key of the realm back, by its name. */
  void removeKey(String name) {
    JsonNode found =
        json(Http.send(admin("components?name=" + name), BodyHandlers.ofString()).body());
    String id = found.required(0).required("id").textValue();
    expect(204, Http.send(admin("components/" + id).DELETE(), BodyHandlers.ofString()));
  }

  /** Has the app told over the back channel, at that address, of each session that ends. */
  public void tellLogouts(String client, URI address) {
    change(
        client,
        found ->
            found
                .withObject("/attributes")
                .put("backchannel.logout.url", address.toString())
                .put("backchannel.logout.session.required", "true"));
  }

  /** Lets users of the app log in from a page at that address, which requests their tokens. */
  public void allowPage(String client, URI page) {
    change(
        client,
        found -> {
          found.withArray("/redirectUris").add(page.toString());
          found.withArray("/webOrigins").add(page.getScheme() + "://" + page.getAuthority());
        });
  }

  private void change(String client, Consumer<ObjectNode> change) {
    ObjectNode found =
        (ObjectNode)
            json(Http.send(admin("clients?clientId=" + client), BodyHandlers.ofString()).body())
                .required(0);
    change.accept(found);
    HttpRequest.Builder request =
        admin("clients/" + found.required("id").textValue())
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(found.toString()));
    expect(204, Http.send(request, BodyHandlers.ofString()));
  }

  /** Ends a session, as an administrator does. */
  public void revokeSession(String session) {
    expect(204, Http.send(admin("sessions/" + session).DELETE(), BodyHandlers.ofString()));
  }

  private HttpRequest.Builder admin(String resource) {
    HttpResponse<String> granted =
        post(
            process.url().resolve("/realms/master/protocol/openid-connect/token"),
            "grant_type",
            "password",
            "client_id",
            "admin-cli",
            "username",
            KeycloakProcess.ADMIN,
            "password",
            KeycloakProcess.ADMIN);
    String token = json(granted.body()).required("access_token").textValue();
    return Http.request(
        process.url().resolve("/admin/realms/allplan/" + resource), "Bearer " + token);
  }

  static String form(String... pairs) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      String value = URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8);
      form.append(i == 0 ? "" : "&").append(pairs[i]).append('=').append(value);
    }
    return form.toString();
  }

  private static void expect(int status, HttpResponse<String> response) {
    if (response.statusCode() != status) {
      throw new IllegalStateException(response.statusCode() + " " + response.body());
    }
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + text, e);
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
