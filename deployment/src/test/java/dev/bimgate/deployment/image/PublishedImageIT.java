package dev.bimgate.deployment.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.deployment.Container;
import dev.bimgate.deployment.Podman;
import dev.bimgate.deployment.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image in a registry, as an operator gets it who trusts nothing but a public key. */
@Tag("real-parts")
@Tag("concurrent")
@SuppressWarnings("NullAway.Init")
class PublishedImageIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REPOSITORY = "bimplus-gateway";

  private static Registry registry;
  private static Cosign key;
  private static String published;

  @BeforeAll
  static void publish(@TempDir Path directory) throws IOException {
    Container.buildImage();
    registry = Registry.start(directory);
    key = Cosign.generate(directory);
    String target = registry.address() + "/" + REPOSITORY + ":test";
    published = key.publish(Container.IMAGE, target);
  }

  @AfterAll
  static void stop() {
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void theImageThatWasVerifiedIsPulledByItsDigestAndStartsFromItsCache(@TempDir Path directory) {
    assertThat(key.verify(published).exitCode()).isZero();

    try (ImageStore store = new ImageStore(directory)) {
      assertThat(store.pull(published).exitCode()).isZero();
      // With this mode the JVM ends where it cannot use its ahead-of-time cache.
      Program.Ending ending =
          store.run("--env=JAVA_TOOL_OPTIONS=-XX:AOTMode=on", published, "--check");
      assertThat(ending.lines())
          .anyMatch(line -> line.startsWith("bimplus.environment: is missing"));
    }
  }

  @Test
  void aSignatureCopiedToAChangedImageIsRejected() throws IOException {
    ObjectNode manifest = (ObjectNode) JSON.readTree(registry.manifest(REPOSITORY, digest()));
    manifest.withObject("/annotations").put("changed", "yes");
    byte[] changed = JSON.writeValueAsBytes(manifest);
    String changedDigest = Registry.digest(changed);
    registry.putManifest(REPOSITORY, changedDigest, changed);
    registry.putManifest(
        REPOSITORY,
        signatureOf(changedDigest),
        registry.manifest(REPOSITORY, signatureOf(digest())));

    Program.Ending ending = key.verify(reference(changedDigest));
    assertThat(ending.exitCode()).isNotZero();
    assertThat(ending.lines()).anyMatch(line -> line.contains("no matching signatures"));
  }

  @Test
  void anImageWithoutSignatureIsRejected() {
    byte[] signature = registry.manifest(REPOSITORY, signatureOf(digest()));

    // Any manifest will do, such as that of the signature.
    Program.Ending ending = key.verify(reference(Registry.digest(signature)));
    assertThat(ending.exitCode()).isNotZero();
    assertThat(ending.lines()).anyMatch(line -> line.contains("no signatures found"));
  }

  @Test
  void theSignatureOfAnotherKeyIsRejected(@TempDir Path directory) {
    Program.Ending ending = Cosign.generate(directory).verify(published);

    assertThat(ending.exitCode()).isNotZero();
    assertThat(ending.lines()).anyMatch(line -> line.contains("no matching signatures"));
  }

  @Test
  void aLayerThatWasChangedInTheRegistryIsNotPulled(@TempDir Path directory) throws IOException {
    JsonNode layers = JSON.readTree(registry.manifest(REPOSITORY, digest())).required("layers");
    Path blob = registry.blob(layers.required(layers.size() - 1).required("digest").textValue());
    byte[] original = Files.readAllBytes(blob);
    byte[] changed = original.clone();
    changed[changed.length / 2] ^= 1;
    Files.write(blob, changed);

    try (ImageStore store = new ImageStore(directory)) {
      Program.Ending ending = store.pull(published);
      assertThat(ending.exitCode()).isNotZero();
      assertThat(ending.lines()).anyMatch(line -> line.contains("Digest did not match"));
    } finally {
      Files.write(blob, original);
    }
  }

  @Test
  void theAttestedBillOfMaterialsNamesLibrariesAndPackages() throws IOException {
    Program.Ending ending = key.verifyBillOfMaterials(published);

    assertThat(ending.exitCode()).isZero();
    String envelope =
        ending.lines().stream().filter(line -> line.startsWith("{")).findFirst().orElseThrow();
    JsonNode statement =
        JSON.readTree(
            Base64.getDecoder().decode(JSON.readTree(envelope).required("payload").textValue()));
    assertThat("sha256:" + statement.at("/subject/0/digest/sha256").textValue())
        .isEqualTo(digest());
    assertThat(statement.at("/predicate/components").findValuesAsText("name"))
        .contains(
            "quarkus-vertx-http", "client-core", "libc6", "openjdk-25-jre-headless", "openjdk");
  }

  /** All but the last two: this target ends before bill of materials and trained cache. */
  @Test
  void aSecondBuildMakesTheSameLayers() {
    List<String> layers = layers(Container.IMAGE);
    String again = Container.IMAGE + "-again";
    Container.build(again, "--no-cache", "--target=gateway");
    List<String> made = layers(again);
    Podman.succeed("rmi", again);

    assertThat(made).isEqualTo(layers.subList(0, layers.size() - 2));
  }

  private static List<String> layers(String image) {
    String template = "{{range .RootFS.Layers}}{{println .}}{{end}}";
    return Podman.succeed("image", "inspect", "--format=" + template, image).stream()
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private static String digest() {
    return published.substring(published.indexOf('@') + 1);
  }

  private static String reference(String digest) {
    return registry.address() + "/" + REPOSITORY + "@" + digest;
  }

  /** The tag under which cosign looks for it. */
  private static String signatureOf(String digest) {
    return digest.replace(':', '-') + ".sig";
  }
}
