package dev.bimgate.deployment.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboards as TypeScript with Grafana's types, and their queries, read by promtool. */
@Tag("real-parts")
@Tag("concurrent")
class DashboardFilesIT {

  private static final Path TYPES = Path.of("src/test/resources/dashboards/dashboard.ts");
  private static final Path LIBRARIES = Repository.ROOT.resolve("clients/node_modules");

  private final Path directory;

  DashboardFilesIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void eachDashboardIsOfGrafanasType() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("node_modules"), LIBRARIES);
    Files.copy(TYPES, directory.resolve("dashboard.ts"));
    StringBuilder program = new StringBuilder("import type { OurDashboard } from './dashboard';\n");
    for (Dashboard dashboard : Dashboard.all()) {
      program.append(
          "export const %s = %s satisfies OurDashboard;%n"
              .formatted(dashboard.name(), dashboard.json().toPrettyString()));
    }
    Files.writeString(directory.resolve("all.ts"), program);

    Program.Ending checked =
        Program.run(
            directory,
            List.of(
                "node_modules/.bin/tsc",
                "--noEmit",
                "--strict",
                "--skipLibCheck",
                "--module",
                "nodenext",
                "all.ts"));
    Files.delete(link);

    assertThat(checked.lines()).isEmpty();
    assertThat(checked.exitCode()).isZero();
  }

  /** As rules, since promtool reads all of a file in one process. */
  @Test
  void promtoolReadsEachQuery() throws IOException {
    ObjectNode file = new ObjectMapper().createObjectNode();
    ArrayNode rules =
        file.putArray("groups").addObject().put("name", "dashboards").putArray("rules");
    for (Query query : Dashboard.allQueries()) {
      rules.addObject().put("record", "query:" + rules.size()).put("expr", query.forPrometheus());
    }
    Path written = directory.resolve("queries.yml");
    Files.writeString(written, file.toPrettyString());

    Program.Ending checked =
        Program.run(
            directory, List.of("promtool", "check", "rules", "--lint=none", written.toString()));

    assertThat(checked.exitCode()).as(checked::toString).isZero();
    assertThat(checked.lines()).anyMatch(line -> line.contains(rules.size() + " rules found"));
  }
}
