package dev.bimgate.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose files agree with themselves and with the files that they mount. */
class ComposeFilesTest {

  /** Those of the Compose specification that are used here: any other is a misspelt one. */
  private static final Set<String> KEYS =
      Set.of(
          "image",
          "build",
          "extends",
          "command",
          "environment",
          "volumes",
          "working_dir",
          "networks",
          "network_mode",
          "ports",
          "depends_on",
          "user",
          "read_only",
          "tmpfs",
          "cap_drop",
          "mem_limit",
          "stop_grace_period",
          "restart");

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "peers.yaml"})
  void everyKeyOfAServiceIsKnown(String name) throws IOException {
    List<String> keys = new ArrayList<>();
    ComposeFile.read(name)
        .services()
        .forEach(service -> service.fieldNames().forEachRemaining(keys::add));

    assertThat(keys).isNotEmpty().allMatch(KEYS::contains);
  }

  /** Those in the build directory are made by the commands of README.md. */
  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "peers.yaml"})
  void everyMountedFileIsThereUnlessMakeSecretsMakesIt(String name) throws IOException {
    List<Path> mounted = ComposeFile.read(name).mounted();

    assertThat(mounted)
        .isNotEmpty()
        .allMatch(file -> ComposeFile.isSecret(file) || Files.exists(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "peers.yaml"})
  void everyServiceThatAnotherNeedsIsThere(String name) throws IOException {
    ComposeFile file = ComposeFile.read(name);
    List<String> needed = new ArrayList<>();
    file.services()
        .forEach(service -> service.path("depends_on").forEach(one -> needed.add(one.textValue())));

    assertThat(needed).isNotEmpty().allMatch(one -> file.root().required("services").has(one));
  }

  @Test
  void haproxyLooksForTheGatewaysWhereTheyAre() throws IOException {
    ComposeFile file = ComposeFile.read("peers.yaml");
    String configuration = Files.readString(LoopbackPeers.FILES.resolve("haproxy.cfg"));

    assertThat(configuration)
        .contains("\"${GATEWAY1-" + address(file, "gateway1") + ":8080}\"")
        .contains("\"${GATEWAY2-" + address(file, "gateway2") + ":8080}\"");
    assertThat(
            file.service("gateway1")
                .required("environment")
                .required("GATEWAY_TRUSTED_PROXIES")
                .textValue())
        .isEqualTo(address(file, "haproxy"));
  }

  @Test
  void everyServiceHasLimitsAndMayDoNothingThatItNeedNot() throws IOException {
    assertThat(ComposeFile.read("peers.yaml").services())
        .filteredOn(service -> !service.has("extends"))
        .hasSize(3)
        .allMatch(service -> service.has("mem_limit"))
        .allMatch(service -> service.path("read_only").booleanValue())
        .allMatch(service -> service.path("cap_drop").path(0).asText().equals("ALL"));
  }

  @Test
  void thePageHasTheCommandsOfTheAcl() throws IOException {
    String page = Files.readString(Repository.ROOT.resolve("docs/peers.md"));
    String acl = LoopbackPeers.aclOf("gateway");

    assertThat(page.replaceAll("\\s+", " ")).contains(acl.substring(acl.indexOf("resetkeys")));
  }

  private static String address(ComposeFile file, String service) {
    JsonNode network = file.service(service).required("networks").required("front");
    return network.required("ipv4_address").textValue();
  }
}
