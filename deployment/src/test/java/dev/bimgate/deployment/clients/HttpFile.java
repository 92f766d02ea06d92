package dev.bimgate.deployment.clients;

import dev.bimgate.deployment.Http;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of requests as IntelliJ IDEA and the REST Client of VS Code both read it: variables ({@code
 * @name = value}), then requests, each after a line {@code ### title}.
 */
record HttpFile(Map<String, String> variables, List<Request> requests) {

  private static final Pattern VARIABLE = Pattern.compile("(?m)^@(\\w+) = (.+)$");
  private static final Pattern USE = Pattern.compile("\\{\\{(\\w+)}}");
  private static final Pattern REQUEST =
      Pattern.compile(
          "(?<title>.+)\n(?<method>[A-Z]+) (?<target>\\S+)\n(?<headers>(?:[\\w-]+: .+\n)*)"
              + "(?:\n(?<body>(?s:.+)))?");

  /** One request, with its variables not filled in yet. */
  record Request(String title, String method, String target, List<String> headers, String body) {}

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException for anything that both editors would not read alike
   */
  static HttpFile read(Path file) throws IOException {
    String[] parts = Files.readString(file).split("(?m)^### ", -1);
    Map<String, String> variables = new HashMap<>();
    VARIABLE.matcher(parts[0]).results().forEach(one -> variables.put(one.group(1), one.group(2)));
    List<Request> requests = new ArrayList<>();
    for (String part : List.of(parts).subList(1, parts.length)) {
      requests.add(request(part.strip() + "\n"));
    }
    return new HttpFile(variables, requests);
  }

  private static Request request(String text) {
    Matcher request = REQUEST.matcher(text);
    if (!request.matches()) {
      throw new IllegalArgumentException("no request: " + text);
    }
    String body = request.group("body");
    return new Request(
        request.group("title"),
        request.group("method"),
        request.group("target"),
        request.group("headers").lines().toList(),
        body == null ? "" : body.strip());
  }

  /** Sends a request with these values for variables of the file. */
  HttpResponse<String> send(Request request, Map<String, String> values) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create(filledIn(request.target, values)));
    for (String header : request.headers) {
      String[] pair = filledIn(header, values).split(": ", 2);
      builder.header(pair[0], pair[1]);
    }
    // Both editors send multipart bodies with CRLF.
    String body = filledIn(request.body, values).replace("\n", "\r\n");
    builder.method(request.method, BodyPublishers.ofString(body));
    return Http.send(builder, BodyHandlers.ofString());
  }

  private String filledIn(String text, Map<String, String> values) {
    return USE.matcher(text)
        .replaceAll(
            use -> {
              String name = use.group(1);
              if (!variables.containsKey(name)) {
                throw new IllegalArgumentException("no variable " + name);
              }
              return Matcher.quoteReplacement(values.getOrDefault(name, variables.get(name)));
            });
  }
}
