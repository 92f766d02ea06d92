package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Program.Ending;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The public suite of RFC 7540 and RFC 7541, h2spec, against the packaged gateway in clear. */
@Tag("real-parts")
class H2specIT {

  private static final int CASES = 145;

  /**
   * What our codec (Netty) does otherwise on purpose. All three are about a second head on a stream
   * that is over, or was passed over. Whether we ended it or the client did cannot always be told,
   * so the codec ends that stream alone (STREAM_CLOSED), or lets its answer go on, where the suite
   * wants an error of the stream or the whole connection to end. The second head reaches nobody.
   */
  private static final Map<String, String> EXPLAINED =
      Map.of(
          "http2/5.1/6", "half closed (remote): Sends a HEADERS frame",
          "http2/5.1/12", "closed: Sends a HEADERS frame",
          "http2/5.1.1/2", "Sends stream identifier that is numerically smaller than previous");

  private final Path directory;

  H2specIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void noCaseFailsButThoseThatAreExplained() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        RunningGateway gateway = RunningGateway.packaged(sandbox, directory)) {
      Path report = directory.resolve("h2spec.xml");
      Ending ending = Program.run(directory, command(gateway, report));
      List<Case> cases = casesOf(report);

      assertThat(cases).as("%s", ending.lines()).hasSize(CASES);
      assertThat(cases).as("%s", ending.lines()).noneMatch(Case::skipped);
      assertThat(cases.stream().filter(Case::failed).map(Case::id))
          .as("%s", ending.lines())
          .isSubsetOf(EXPLAINED.keySet());
      assertThat(cases)
          .filteredOn(ran -> EXPLAINED.containsKey(ran.id()))
          .allSatisfy(ran -> assertThat(ran.title()).isEqualTo(EXPLAINED.get(ran.id())))
          .hasSameSizeAs(EXPLAINED.keySet());
    }
  }

  private List<String> command(RunningGateway gateway, Path report) throws IOException {
    return List.of(
        unpacked().toString(),
        "--host",
        gateway.traffic().getHost(),
        "--port",
        String.valueOf(gateway.traffic().getPort()),
        "--path",
        "/v2/teams",
        "--junit-report",
        report.toString());
  }

  /** The program, out of the archive within the plugin that brings it. */
  private Path unpacked() throws IOException {
    Path archive;
    try (Stream<Path> files = Files.walk(Path.of(System.getProperty("h2spec.home")))) {
      archive =
          files
              .filter(file -> file.getFileName().toString().equals("h2spec_linux_amd64.tar.gz"))
              .findFirst()
              .orElseThrow();
    }
    Ending ending =
        Program.run(directory, List.of("tar", "-xzf", archive.toAbsolutePath().toString()));
    assertThat(ending.exitCode()).as("%s", ending.lines()).isZero();
    return directory.resolve("h2spec");
  }

  private static List<Case> casesOf(Path report)
      throws IOException, ParserConfigurationException, SAXException {
    NodeList suites =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(report.toFile())
            .getElementsByTagName("testsuite");
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < suites.getLength(); i++) {
      NodeList ran = ((Element) suites.item(i)).getElementsByTagName("testcase");
      for (int number = 1; number <= ran.getLength(); number++) {
        cases.add(Case.of((Element) ran.item(number - 1), number));
      }
    }
    return cases;
  }

  /**
   * A case as the report has it.
   *
   * @param id its section and its number there
   */
  private record Case(String id, String title, boolean failed, boolean skipped) {

    static Case of(Element ran, int number) {
      return new Case(
          ran.getAttribute("package") + "/" + number,
          ran.getAttribute("classname"),
          has(ran, "failure") || has(ran, "error"),
          has(ran, "skipped"));
    }

    private static boolean has(Element ran, String child) {
      return ran.getElementsByTagName(child).getLength() > 0;
    }
  }
}
