package dev.bimgate.deployment.clients;

import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Repository;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Java client that OpenAPI Generator makes of docs/openapi.yaml, and a program that uses it.
 */
final class GeneratedClient {

  private static final Path PROGRAM = Repository.ROOT.resolve("clients/generated/ReadLists.java");
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private final Path directory;

  /**
   * For clients that are generated into that directory.
   *
   * @param directory an empty one
   */
  GeneratedClient(Path directory) {
    this.directory = directory;
  }

  /** Generates the sources; the report of the generator. */
  Program.Ending generate() {
    return Program.run(
        directory,
        List.of(
            java("java"),
            "-jar",
            System.getProperty("openapi-generator.jar"),
            "generate",
            "--input-spec",
            Repository.ROOT.resolve("docs/openapi.yaml").toString(),
            "--generator-name",
            "java",
            "--library",
            "native",
            "--invoker-package",
            "dev.bimgate.generated",
            "--api-package",
            "dev.bimgate.generated.api",
            "--model-package",
            "dev.bimgate.generated.model",
            "--additional-properties",
            "openApiNullable=false,useJakartaEe=true,useSingleRequestParameter=true",
            "--global-property",
            "apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"));
  }

  /** Compiles the sources with the program. */
  Program.Ending compile() throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(java("javac"), "-nowarn", "-proc:none", "-cp", CLASS_PATH, "-d", "classes"));
    try (Stream<Path> sources = Files.walk(directory.resolve("src/main/java"))) {
      sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(command::add);
    }
    command.add(PROGRAM.toString());
    return Program.run(directory, command);
  }

  /** Runs the program against a gateway; its output. */
  Program.Ending readLists(URI gateway, String token) {
    return Program.run(
        directory,
        List.of(
            "env",
            "TOKEN=" + token,
            java("java"),
            "-cp",
            directory.resolve("classes") + ":" + CLASS_PATH,
            "ReadLists",
            gateway.toString()));
  }

  private static String java(String tool) {
    return Path.of(System.getProperty("java.home"), "bin", tool).toString();
  }
}
