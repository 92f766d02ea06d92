package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.deployment.Program.Ending;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
@Tag("concurrent")
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

  /** All others. */
  private static final List<String> OTHERS =
      Stream.concat(
              Stream.of("generic", "hpack", "http2/3", "http2/4", "http2/5.1.1/1", "http2/5.1.2"),
              Stream.concat(
                  Stream.of("http2/5.3", "http2/5.4", "http2/5.5", "http2/6", "http2/7", "http2/8"),
                  IntStream.rangeClosed(1, 13).mapToObj(number -> "http2/5.1/" + number)))
          .filter(specification -> !EXPLAINED.containsKey(specification))
          .toList();

  /** For those that pass, however busy this machine is. */
  private static final int LONGEST_SECONDS = 60;

  private final Path directory;

  H2specIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void noCaseFailsButThoseThatAreExplained() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        RunningGateway gateway = RunningGateway.packaged(sandbox, directory)) {
      assertThat(run(gateway, OTHERS, LONGEST_SECONDS))
          .hasSize(CASES - EXPLAINED.size())
          .noneMatch(Case::skipped)
          .allSatisfy(ran -> assertThat(ran.failure()).as(ran.title()).isEmpty());
      // They wait for what does not come.
      assertThat(run(gateway, EXPLAINED.keySet(), 1))
          .extracting(Case::title)
          .containsExactlyInAnyOrderElementsOf(EXPLAINED.values());
    }
  }

  private List<Case> run(RunningGateway gateway, Collection<String> specifications, int seconds)
      throws IOException, ParserConfigurationException, SAXException {
    Path report = directory.resolve("h2spec.xml");
    List<String> command = new ArrayList<>(List.of(unpacked().toString()));
    command.addAll(specifications);
    command.addAll(List.of("--host", gateway.traffic().getHost()));
    command.addAll(List.of("--port", String.valueOf(gateway.traffic().getPort())));
    command.addAll(List.of("--path", "/v2/teams", "--timeout", String.valueOf(seconds)));
    command.addAll(List.of("--junit-report", report.toString()));
    Program.run(directory, command);
    return casesOf(report);
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
      for (int j = 0; j < ran.getLength(); j++) {
        cases.add(Case.of((Element) ran.item(j)));
      }
    }
    return cases;
  }

  /**
   * A case as the report has it.
   *
   * @param failure empty if it passed
   */
  private record Case(String title, String failure, boolean skipped) {

    static Case of(Element ran) {
      return new Case(
          ran.getAttribute("classname"),
          text(ran, "failure") + text(ran, "error"),
          ran.getElementsByTagName("skipped").getLength() > 0);
    }

    private static String text(Element ran, String child) {
      NodeList found = ran.getElementsByTagName(child);
      return found.getLength() == 0 ? "" : child + ": " + found.item(0).getTextContent();
    }
  }
}
