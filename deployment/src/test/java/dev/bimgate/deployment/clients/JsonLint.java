package dev.bimgate.deployment.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Checks JSON with {@code jsonlint} from npm, which knows no extension of JSON. */
final class JsonLint {

  static final Path CLIENTS = Repository.ROOT.resolve("clients");

  private JsonLint() {}

  /** Checks all JSON bodies of responses in one process, which prints how many there were. */
  static Program.Ending check(Collection<Exchange> exchanges, Path directory) throws IOException {
    List<String> texts =
        exchanges.stream().filter(Exchange::isJson).map(Exchange::responseText).toList();
    Path file = Files.createTempFile(directory, "texts", ".json");
    new ObjectMapper().writeValue(file.toFile(), texts);
    return Program.run(CLIENTS, List.of("node", "lint-json.js", file.toString()));
  }
}
