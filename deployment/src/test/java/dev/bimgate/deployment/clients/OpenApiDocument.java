package dev.bimgate.deployment.clients;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** docs/openapi.yaml: its operations by path, and the schemas in it. */
final class OpenApiDocument {

  static final Path FILE = Repository.ROOT.resolve("docs/openapi.yaml");

  private static final String ID = "https://bimgate.test/openapi";
  private static final Set<String> METHODS =
      Set.of("get", "head", "post", "put", "patch", "delete", "options");
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private final JsonNode root;
  private final SchemaRegistry schemas;
  private final List<Operation> operations = new ArrayList<>();

  private OpenApiDocument(JsonNode root) {
    this.root = root;
    this.schemas =
        SchemaRegistry.withDialect(
            Dialects.getOpenApi31(), builder -> builder.schemas(Map.of(ID, root.toString())));
    for (Part item : part("/paths").members()) {
      item.members().stream()
          .filter(member -> METHODS.contains(member.name()))
          .forEach(member -> operations.add(Operation.of(item, member)));
    }
    operations.sort(
        Comparator.comparingInt(Operation::literalLength)
            .reversed()
            .thenComparingInt(Operation::numberOfParameters));
  }

  /** Reads docs/openapi.yaml. */
  static OpenApiDocument read() {
    try {
      return new OpenApiDocument(new YAMLMapper().readTree(FILE.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Operation> operations() {
    return operations;
  }

  /** The operation of a request: of several, the one whose path is concrete for longest. */
  Optional<Operation> operation(String method, String path) {
    return operations.stream()
        .filter(operation -> operation.method().equals(method))
        .filter(operation -> operation.matches(path))
        .findFirst();
  }

  /** The part at a JSON pointer (RFC 6901). */
  Part part(String pointer) {
    return new Part(JsonPointer.compile(pointer));
  }

  /**
   * An operation.
   *
   * @param path with its parameters, as in the document
   * @param target matches the paths of its requests
   */
  record Operation(String method, String path, Pattern target, Part part) {

    private static Operation of(Part item, Part operation) {
      Set<String> several =
          item.get("parameters").elements().stream()
              .filter(parameter -> parameter.flag("x-several-segments"))
              .map(parameter -> parameter.text("name"))
              .collect(Collectors.toSet());
      String target =
          PARAMETER
              .matcher(item.name().replace(".", "\\."))
              .replaceAll(found -> several.contains(found.group(1)) ? ".*" : "[^/]+");
      return new Operation(
          operation.name().toUpperCase(Locale.ROOT),
          item.name(),
          Pattern.compile(target),
          operation);
    }

    boolean matches(String requested) {
      return target.matcher(requested).matches();
    }

    private int literalLength() {
      int parameter = path.indexOf('{');
      return parameter < 0 ? Integer.MAX_VALUE : parameter;
    }

    private int numberOfParameters() {
      return (int) PARAMETER.matcher(path).results().count();
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  /** A part of the document; a reference is replaced by what it refers to. */
  final class Part {

    private final JsonPointer named;
    private final JsonPointer at;
    private final JsonNode node;

    private Part(JsonPointer named) {
      this.named = named;
      JsonNode found = root.at(named);
      String reference = found.path("$ref").asText();
      this.at = reference.isEmpty() ? named : JsonPointer.compile(reference.substring(1));
      this.node = root.at(at);
    }

    boolean exists() {
      return !node.isMissingNode();
    }

    JsonNode json() {
      return node;
    }

    /** The name under which it was found. */
    String name() {
      return named.last().getMatchingProperty();
    }

    String text(String member) {
      return node.path(member).asText();
    }

    boolean flag(String member) {
      return node.path(member).asBoolean();
    }

    Part get(String member) {
      return new Part(at.appendProperty(member));
    }

    List<Part> members() {
      return node.propertyStream().map(member -> get(member.getKey())).toList();
    }

    List<Part> elements() {
      return IntStream.range(0, node.size()).mapToObj(i -> new Part(at.appendIndex(i))).toList();
    }

    /** How a value violates the schema that this part is; empty if it does not. */
    List<String> violations(JsonNode value) {
      return schemas
          .getSchema(SchemaLocation.of(ID + "#" + at))
          .validate(
              value,
              context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
          .stream()
          .map(Error::toString)
          .toList();
    }
  }
}
