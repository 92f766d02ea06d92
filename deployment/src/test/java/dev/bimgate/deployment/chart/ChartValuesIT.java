package dev.bimgate.deployment.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator may write into a values file, and what Helm says of mistakes in it. */
@Tag("real-parts")
@Tag("concurrent")
class ChartValuesIT {

  private final Path directory;

  ChartValuesIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {replica: 3}                                          | additional properties 'replica' not allowed
          {image: {repo: x}}                                    | additional properties 'repo' not allowed
          {settings: {gateway.cache.max-siz: 64M}}              | additional properties 'gateway.cache.max-siz' not allowed
          {settings: {gateway.drain.finish: soon}}              | /settings/gateway.drain.finish
          {settings: {gateway.cache.max-size: 64 MB}}           | /settings/gateway.cache.max-size
          {image: {digest: sha256:12}}                          | /image/digest
          {replicas: many}                                      | /replicas
          {networkPolicy: {traffic: [{podSelektor: {}}]}}       | additional properties 'podSelektor' not allowed
          {networkPolicy: {egress: {x: {}}}}                    | /networkPolicy/egress/x
          {networkPolicy: {egress: {x: {port: 1}}}}             | additional properties 'port' not allowed
          {monitoring: {prometheusRule: {enabled: true}}}       | /monitoring/prometheusRule/runbookUrl
          {settings: {gateway.admin.token: hunter2}}            | gateway.admin.token holds a secret: put it into a file
          {settings: {gateway.peers.url: 'rediss://u:hunter2@v'}} | gateway.peers.url holds a secret: put it into a file
          {settings: {quarkus.otel.exporter.otlp.traces.headers: a=hunter2}} | quarkus.otel.exporter.otlp.traces.headers holds a secret
          {secrets: {x: a}, configMaps: {x: b}}                 | both have x, but only one can be mounted in /run/bimplus/x
          {service: {externalTrafficPolicy: local}}             | /service/externalTrafficPolicy
          """)
  void aMistakeIsRejectedWithItsPlace(String values, String message) throws IOException {
    assertThatThrownBy(() -> rendered(values))
        .hasMessageContaining(message)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void whatIsRequiredIsNamed() {
    assertThatThrownBy(() -> Chart.render(Chart.DIRECTORY))
        .hasMessageContaining("at '/image': missing property 'repository'")
        .hasMessageContaining("at '/settings': missing property 'bimplus.environment'")
        .hasMessageContaining("at '/settings': missing property 'bimplus.oidc.authorized-parties'");
  }

  @Test
  void settingsArriveAsTheyAreWritten() throws IOException {
    String values =
        """
        settings:
          gateway.cache.max-size: 67108864
          gateway.legacy-tokens.enabled: false
          quarkus.http.cors.origins: /https:\\/\\/[a-z]+\\.example\\.com/
          quarkus.log.category."dev.bimgate".level: DEBUG
        """;
    Properties read = new Properties();
    read.load(new StringReader(rendered(values).settings()));

    assertThat(read)
        .containsEntry("bimplus.environment", "stage")
        .containsEntry("gateway.cache.max-size", "67108864")
        .containsEntry("gateway.legacy-tokens.enabled", "false")
        .containsEntry("quarkus.http.cors.origins", "/https:\\/\\/[a-z]+\\.example\\.com/")
        .containsEntry("quarkus.log.category.\"dev.bimgate\".level", "DEBUG");
  }

  /** Kubernetes sends SIGKILL after the grace period. */
  @ParameterizedTest
  @CsvSource({
    "2s, 25s, 32",
    "500ms, 0s, 5",
    "10, 5, 20",
    "PT1M30S, 1m30s, 185",
    "0s, 1h, 3605",
  })
  void theGracePeriodIsFiveSecondsLongerThanTheDrain(
      String keepServing, String finish, long seconds) throws IOException {
    String values =
        "{settings: {gateway.drain.keep-serving: %s, gateway.drain.finish: %s}}"
            .formatted(keepServing, finish);

    assertThat(pod(values).getSpec().getTerminationGracePeriodSeconds()).isEqualTo(seconds);
  }

  @Test
  void tlsSettingsChangePortsAndProbes() throws IOException {
    Manifests manifests =
        rendered(
            """
            settings:
              quarkus.http.tls-configuration-name: server
              quarkus.management.tls-configuration-name: server
            """);
    Container gateway = manifests.gateway();

    assertThat(gateway.getPorts())
        .extracting(ContainerPort::getName)
        .containsExactly("http", "https", "management");
    assertThat(manifests.text()).contains("    - name: https\n      port: 443\n");
    assertThat(gateway.getLivenessProbe().getHttpGet().getScheme()).isEqualTo("HTTPS");
  }

  @Test
  void plainHttpIsNotServedWhereTheSettingsForbidIt() throws IOException {
    String values =
        """
        settings:
          quarkus.http.tls-configuration-name: server
          quarkus.http.insecure-requests: disabled
        """;

    assertThat(rendered(values).gateway().getPorts())
        .extracting(ContainerPort::getName)
        .containsExactly("https", "management");
  }

  @Test
  void theNotesWarnOfGatewaysThatAreNotConnected() throws IOException {
    String peers = "{settings: {quarkus.config.locations: /run/bimplus/peers/gateway.properties}}";

    assertThat(Chart.notes(required(), values("{}"))).contains("they are not connected");
    assertThat(Chart.notes(required(), values("{replicas: 1}"))).doesNotContain("not connected");
    assertThat(Chart.notes(required(), values(peers))).doesNotContain("not connected");
  }

  @Test
  void theNotesNameWhatGatewaysMayConnectTo() throws IOException {
    String policy = "{networkPolicy: {egress: {bimplus: null, valkey: {ports: [{port: 6379}]}}}}";

    assertThat(Chart.notes(required(), values(policy)))
        .contains("nothing but what networkPolicy.egress names: dns, valkey.");
    assertThat(Chart.notes(required(), values("{networkPolicy: {enabled: false}}")))
        .doesNotContain("egress");
  }

  @Test
  void otherSettingsReplaceThePods() throws IOException {
    String values = "{settings: {gateway.cache.max-size: %s}}";

    assertThat(pod(values.formatted("64M")).getMetadata().getAnnotations())
        .isEqualTo(pod(values.formatted("64M")).getMetadata().getAnnotations())
        .isNotEqualTo(pod(values.formatted("65M")).getMetadata().getAnnotations());
  }

  private PodTemplateSpec pod(String values) throws IOException {
    return rendered(values).pod();
  }

  /** The chart with these values beside the required ones. */
  private Manifests rendered(String values) throws IOException {
    return Chart.render(Chart.DIRECTORY, required(), values(values));
  }

  private static Path required() {
    return Chart.SETS.resolve("defaults/values.yaml");
  }

  private Path values(String text) throws IOException {
    return Files.writeString(directory.resolve("values.yaml"), text);
  }
}
