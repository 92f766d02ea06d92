package dev.bimgate.deployment.clients;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.bimgate.deployment.clients.OpenApiDocument.Operation;
import dev.bimgate.deployment.clients.OpenApiDocument.Part;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Recorded traffic, compared with docs/openapi.yaml: each response must be one that the document
 * describes for the path, the method and the status, with its headers and its body; a JSON body of
 * a request that was accepted must fit, too.
 */
final class OpenApiTraffic {

  private static final Set<Integer> WITHOUT_BODY = Set.of(204, 304);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final OpenApiDocument document = OpenApiDocument.read();
  private final List<String> findings = new ArrayList<>();
  private final Set<Operation> called = new HashSet<>();
  private final SortedSet<String> problems = new TreeSet<>();
  private int responses;

  OpenApiTraffic(Collection<Exchange> exchanges) {
    exchanges.forEach(this::validate);
  }

  /** What does not fit, one line each: method, path and status, then what is wrong. */
  List<String> findings() {
    return findings;
  }

  /** The names of the problem types that occurred. */
  SortedSet<String> problems() {
    return problems;
  }

  /** The operations that no exchange has called. */
  List<Operation> notCalled() {
    return document.operations().stream().filter(operation -> !called.contains(operation)).toList();
  }

  @Override
  public String toString() {
    return "%d responses of %d operations validated, with %d problem types; %d findings"
        .formatted(responses, called.size(), problems.size(), findings.size());
  }

  private void validate(Exchange exchange) {
    responses++;
    Optional<Operation> operation = document.operation(exchange.method(), exchange.path());
    operation.ifPresent(called::add);
    Part response =
        response(
            operation.map(Operation::part).orElseGet(() -> document.part("/x-other-requests")),
            exchange.status());
    if (!response.exists()) {
      find(exchange, "is no documented response");
      return;
    }
    validateHeaders(exchange, response);
    validateBody(exchange, response.get("content"));
    if (exchange.status() < 400) {
      operation.ifPresent(known -> validateRequest(exchange, known.part().get("requestBody")));
    }
  }

  private static Part response(Part operation, int status) {
    Part responses = operation.get("responses");
    Part exact = responses.get(Integer.toString(status));
    return exact.exists() ? exact : responses.get(status / 100 + "XX");
  }

  private void validateHeaders(Exchange exchange, Part response) {
    Part described = response.get("headers");
    Part common = document.part("/x-any-response/headers");
    for (Part header : described.members()) {
      if (header.flag("required") && !exchange.responseHeaders().contains(header.name())) {
        find(exchange, "lacks " + header.name());
      }
    }
    boolean open = response.flag("x-further-headers") && !exchange.isProblem();
    for (String name : exchange.responseHeaders().names()) {
      Optional<Part> header = named(name, described).or(() -> named(name, common));
      if (header.isPresent()) {
        validate(exchange, name, header.get().get("schema"));
      } else if (!open) {
        find(exchange, name + " is no documented header");
      }
    }
  }

  private static Optional<Part> named(String header, Part headers) {
    return headers.members().stream()
        .filter(member -> member.name().equalsIgnoreCase(header))
        .findFirst();
  }

  private void validate(Exchange exchange, String header, Part schema) {
    for (String value : exchange.responseHeaders().getAll(header)) {
      boolean number = schema.text("type").equals("integer") && value.matches("[0-9]{1,18}");
      JsonNode json =
          number
              ? JsonNodeFactory.instance.numberNode(Long.parseLong(value))
              : JsonNodeFactory.instance.textNode(value);
      schema.violations(json).forEach(violation -> find(exchange, header + violation));
    }
  }

  private void validateBody(Exchange exchange, Part content) {
    if (exchange.method().equals("HEAD") || WITHOUT_BODY.contains(exchange.status())) {
      return;
    }
    String type = exchange.responseType();
    Part exact = content.get(type);
    // The gateway's own errors are described one by one.
    Part media = exact.exists() || exchange.isProblem() ? exact : content.get("*/*");
    if (exact.exists() && exchange.isJson()) {
      validateJson(exchange, exact);
    } else if (!media.exists() && !exchange.responseText().isEmpty()) {
      find(exchange, "has a body of an undocumented type: " + type);
    }
  }

  private void validateJson(Exchange exchange, Part media) {
    try {
      JsonNode body = JSON.readTree(exchange.responseText());
      media.get("schema").violations(body).forEach(violation -> find(exchange, violation));
      if (exchange.isProblem()) {
        validateProblem(exchange, body, media.get("examples"));
      }
    } catch (JsonProcessingException malformed) {
      find(exchange, malformed.getOriginalMessage());
    }
  }

  /** The examples of a response are the types of problem that it may be. */
  private void validateProblem(Exchange exchange, JsonNode problem, Part examples) {
    String type = problem.path("type").asText();
    String name = type.substring(type.lastIndexOf(':') + 1);
    JsonNode example = examples.get(name).get("value").json();
    problems.add(name);
    for (String member : List.of("type", "title", "status")) {
      if (!problem.path(member).equals(example.path(member))) {
        find(exchange, "has no documented problem: " + member + " of " + name);
      }
    }
  }

  private void validateRequest(Exchange exchange, Part requestBody) {
    Part media = requestBody.get("content").get(exchange.requestType());
    if (media.exists() && exchange.requestType().equals("application/json")) {
      String text = String.valueOf(exchange.requestBody());
      try {
        media
            .get("schema")
            .violations(JSON.readTree(text))
            .forEach(violation -> find(exchange, "request: " + violation));
      } catch (JsonProcessingException malformed) {
        find(exchange, "request: " + malformed.getOriginalMessage());
      }
    }
  }

  private void find(Exchange exchange, String what) {
    findings.add(exchange.title() + ": " + what);
  }
}
