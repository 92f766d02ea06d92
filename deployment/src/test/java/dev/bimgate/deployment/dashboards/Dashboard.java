package dev.bimgate.deployment.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A dashboard for Grafana, one file of {@code deployment/grafana}.
 *
 * @param name that of its file, without {@code .json}
 */
record Dashboard(String name, JsonNode json) {

  private static final Path FILES = Repository.ROOT.resolve("deployment/grafana");
  private static final ObjectMapper JSON = new ObjectMapper();

  static List<Dashboard> all() throws IOException {
    try (Stream<Path> files = Files.list(FILES)) {
      List<Dashboard> all = new ArrayList<>();
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).sorted().toList()) {
        String name = file.getFileName().toString().replace(".json", "");
        all.add(new Dashboard(name, JSON.readTree(file.toFile())));
      }
      return all;
    }
  }

  /** The queries of all dashboards. */
  static List<Query> allQueries() throws IOException {
    return all().stream().flatMap(Dashboard::queries).toList();
  }

  /** All panels, with the headings of their rows. */
  List<JsonNode> panelsAndRows() {
    return elements(json.required("panels")).toList();
  }

  List<JsonNode> panels() {
    return panelsAndRows().stream().filter(panel -> !isRow(panel)).toList();
  }

  static boolean isRow(JsonNode panel) {
    return panel.required("type").textValue().equals("row");
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private Stream<Query> queries() {
    Stream<Query> ofAnnotations =
        elements(json.at("/annotations/list"))
            .map(annotation -> query(annotation.required("name"), annotation.required("target")));
    Stream<Query> ofPanels =
        panels().stream()
            .flatMap(
                panel ->
                    elements(panel.required("targets"))
                        .map(target -> query(panel.required("title"), target)));
    return Stream.concat(ofAnnotations, ofPanels);
  }

  private Query query(JsonNode title, JsonNode target) {
    return new Query(
        name,
        title.textValue(),
        target.required("expr").textValue(),
        target.path("legendFormat").asText());
  }

  /** Without the whole file, for messages. */
  @Override
  public String toString() {
    return name;
  }
}
