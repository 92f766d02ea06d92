import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Scanner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lists through the gateway with a JDK alone, 17 or newer: {@code java Lists.java}. */
public class Lists {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String BASE_URL =
      System.getenv().getOrDefault("BASE_URL", "http://localhost:8080/v2");
  private static final String CLIENT_ID = System.getenv("CLIENT_ID");

  private String oidc = "";
  private String accessToken = "";
  private String refreshToken = "";

  public static void main(String[] args) throws Exception {
    Lists lists = new Lists();
    lists.logIn("http://127.0.0.1/");
    String team = member("slug", lists.call("GET", "teams").body());
    HttpResponse<String> projects = lists.call("GET", team + "/projects");

    lists.refresh(); // the new token finds the same list
    lists.call("GET", team + "/projects");
    String etag = projects.headers().firstValue("ETag").orElseThrow();
    lists.call("GET", team + "/projects", "If-None-Match", etag);

    String project = team + "/projects/" + member("id", projects.body());
    String name = member("name", lists.call("GET", project).body());
    lists.send("PUT", project, "application/json", "{\"name\": \"" + name + "\"}");
    lists.call("GET", team + "/projects"); // never a list from before the change

    lists.attach(team + "/objects/" + member("id", projects.body()), "note.txt", "inspected");
  }

  /** Authorization code with PKCE (RFC 7636). An app with a window catches the redirect itself. */
  void logIn(String redirectUri) throws Exception {
    oidc =
        CLIENT
            .send(request("/.well-known/openid-configuration").build(), BodyHandlers.ofString())
            .body();
    String verifier = base64(new SecureRandom().generateSeed(32));
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
    String query =
        form(
            "response_type",
            "code",
            "scope",
            "openid",
            "client_id",
            CLIENT_ID,
            "redirect_uri",
            redirectUri,
            "code_challenge_method",
            "S256",
            "code_challenge",
            base64(digest));
    System.out.println("Open " + member("authorization_endpoint", oidc) + "?" + query);
    System.out.println(
        "Log in, then paste the address that the browser shows, even if it shows an error:");
    Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(new Scanner(System.in).nextLine());
    grant(
        "grant_type", "authorization_code",
        "code", code.results().findFirst().orElseThrow().group(1),
        "client_id", CLIENT_ID,
        "redirect_uri", redirectUri,
        "code_verifier", verifier);
  }

  void refresh() throws IOException, InterruptedException {
    grant("grant_type", "refresh_token", "client_id", CLIENT_ID, "refresh_token", refreshToken);
  }

  private void grant(String... form) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(member("token_endpoint", oidc)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(form)))
            .build();
    String granted = CLIENT.send(request, BodyHandlers.ofString()).body();
    accessToken = member("access_token", granted);
    refreshToken = member("refresh_token", granted);
  }

  /** A request without a body; further headers as name, value. */
  HttpResponse<String> call(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request("/" + path).method(method, BodyPublishers.noBody());
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  void send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request("/" + path).header("Content-Type", type);
    send(request.method(method, BodyPublishers.ofString(body)));
  }

  /** Attaches a file to an object, or to a project (multipart/form-data, RFC 7578). */
  void attach(String object, String fileName, String text)
      throws IOException, InterruptedException {
    String part =
        """
        --part\r
        Content-Disposition: form-data; name="file"; filename="%s"\r
        \r
        %s\r
        --part--\r
        """;
    String type = "multipart/form-data; boundary=part";
    send("POST", object + "/attachments", type, part.formatted(fileName, text));
  }

  private HttpResponse<String> send(HttpRequest.Builder builder)
      throws IOException, InterruptedException {
    HttpRequest request = builder.header("Authorization", "Bearer " + accessToken).build();
    HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
    String cacheStatus = response.headers().firstValue("Cache-Status").orElse("not a cached route");
    System.out.println(response.statusCode() + " " + request.uri().getPath() + " " + cacheStatus);
    return response;
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(BASE_URL + path));
  }

  /** The first member of that name: good enough for an example, a JSON library does it properly. */
  private static String member(String name, String json) {
    Matcher member = Pattern.compile('"' + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
    return member.results().findFirst().orElseThrow().group(1);
  }

  private static String form(String... pairs) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
