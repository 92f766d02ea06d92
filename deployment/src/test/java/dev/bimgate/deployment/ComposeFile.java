package dev.bimgate.deployment;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A compose file that we ship, read without leniency. */
record ComposeFile(JsonNode root) {

  static final Path DIRECTORY = Repository.ROOT.resolve("deployment/compose");

  private static final Path SECRETS = DIRECTORY.resolve("peers/secrets");
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  static ComposeFile read(String name) throws IOException {
    return new ComposeFile(YAML.readTree(Files.readString(DIRECTORY.resolve(name))));
  }

  /** The files beside this class's directory that containers get to see, or the directories. */
  List<Path> mounted() {
    List<Path> mounted = new ArrayList<>();
    for (JsonNode service : root.required("services")) {
      for (JsonNode volume : service.path("volumes")) {
        String source = volume.textValue().split(":", -1)[0];
        if (source.startsWith(".")) {
          mounted.add(DIRECTORY.resolve(source).normalize());
        }
      }
    }
    return mounted;
  }

  /** The mounted files that {@code make-secrets} makes. */
  List<String> secrets() {
    return mounted().stream()
        .filter(ComposeFile::isSecret)
        .map(file -> file.getFileName().toString())
        .distinct()
        .toList();
  }

  static boolean isSecret(Path mounted) {
    return mounted.startsWith(SECRETS);
  }

  JsonNode service(String name) {
    return root.required("services").required(name);
  }

  Stream<JsonNode> services() {
    return root.required("services").valueStream();
  }
}
