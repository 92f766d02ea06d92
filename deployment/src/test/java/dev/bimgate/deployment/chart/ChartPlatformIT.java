package dev.bimgate.deployment.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.bimgate.deployment.Http;
import dev.bimgate.deployment.Program;
import dev.bimgate.deployment.Repository;
import dev.bimgate.deployment.RunningGateway;
import dev.bimgate.sandbox.Sandbox;
import dev.bimgate.sandbox.SandboxOptions;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a platform team relies on: the manifests fit each other, the gateway, and its alerts. */
@Tag("real-parts")
@Tag("concurrent")
class ChartPlatformIT {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String MOUNTED = "/run/bimplus";

  private final Path directory;

  ChartPlatformIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaults", "minimal", "everything", "tls"})
  void thePodMayDoNothingThatItNeedNot(String set) {
    Manifests manifests = Chart.render(set);
    PodSpec pod = manifests.pod().getSpec();
    Container gateway = manifests.gateway();

    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getEnableServiceLinks()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(gateway.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(gateway.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(gateway.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(gateway.getResources().getLimits()).containsKey("memory");
    assertThat(gateway.getVolumeMounts())
        .allMatch(mount -> mount.getMountPath().equals("/tmp") || mount.getReadOnly());
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaults", "minimal", "everything", "tls"})
  void servicesProbesAndPoliciesNamePortsOfThePod(String set) {
    Manifests manifests = Chart.render(set);
    Container gateway = manifests.gateway();
    List<String> ports = gateway.getPorts().stream().map(ContainerPort::getName).toList();
    List<IntOrString> named = new ArrayList<>();
    probes(gateway).forEach(probe -> named.add(probe.getHttpGet().getPort()));
    manifests
        .all(Service.class)
        .flatMap(service -> service.getSpec().getPorts().stream())
        .forEach(port -> named.add(port.getTargetPort()));
    manifests
        .all(NetworkPolicy.class)
        .flatMap(policy -> policy.getSpec().getIngress().stream())
        .flatMap(rule -> rule.getPorts().stream())
        .forEach(port -> named.add(port.getPort()));

    assertThat(ports).hasSize(2).contains("management");
    assertThat(named).extracting(IntOrString::getStrVal).isSubsetOf(ports);
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaults", "everything"})
  void allSelectorsFindThePods(String set) {
    Manifests manifests = Chart.render(set);
    Deployment deployment = manifests.one(Deployment.class);
    Map<String, String> labels = manifests.pod().getMetadata().getLabels();
    List<Map<String, String>> selectors = new ArrayList<>();
    selectors.add(deployment.getSpec().getSelector().getMatchLabels());
    manifests.all(Service.class).forEach(one -> selectors.add(one.getSpec().getSelector()));
    manifests
        .all(PodDisruptionBudget.class)
        .forEach(one -> selectors.add(one.getSpec().getSelector().getMatchLabels()));
    manifests
        .all(NetworkPolicy.class)
        .forEach(one -> selectors.add(one.getSpec().getPodSelector().getMatchLabels()));

    assertThat(selectors)
        .hasSize(5)
        .allMatch(each -> labels.entrySet().containsAll(each.entrySet()));
  }

  @Test
  void prometheusScrapesTheManagementPortAlone() {
    Manifests manifests = Chart.render("everything");
    ServiceMonitor monitor = manifests.one(ServiceMonitor.class);
    Map<String, String> wanted = monitor.getSpec().getSelector().getMatchLabels();
    List<Service> found =
        manifests
            .all(Service.class)
            .filter(one -> one.getMetadata().getLabels().entrySet().containsAll(wanted.entrySet()))
            .toList();

    assertThat(found).hasSize(1);
    assertThat(found.get(0).getSpec().getPorts())
        .extracting(ServicePort::getName)
        .containsExactly(monitor.getSpec().getEndpoints().get(0).getPort());
  }

  @Test
  void theGatewayServesWhatProbesAndPrometheusAskFor() {
    Manifests manifests = Chart.render("everything");
    List<String> paths = new ArrayList<>();
    probes(manifests.gateway()).forEach(probe -> paths.add(probe.getHttpGet().getPath()));
    manifests
        .one(ServiceMonitor.class)
        .getSpec()
        .getEndpoints()
        .forEach(endpoint -> paths.add(endpoint.getPath()));

    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
        RunningGateway gateway = RunningGateway.packaged(sandbox, directory, Map.of())) {
      assertThat(paths)
          .hasSize(4)
          .allMatch(path -> Http.get(gateway.management().resolve(path)).statusCode() == 200);
    }
  }

  /** With the files of the Secrets and ConfigMaps, which are elsewhere here. */
  @ParameterizedTest
  @ValueSource(strings = {"defaults", "minimal", "everything", "tls"})
  void theGatewayAcceptsTheSettings(String set) throws IOException {
    Manifests manifests = Chart.render(set);
    Path mounted = directory.resolve("mounted");
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(
        directory.resolve("config/application.properties"),
        manifests.settings().replace(MOUNTED, mounted.toString()));
    makeFiles(mounted);
    List<String> check = new ArrayList<>(RunningGateway.java("-jar"));
    check.addAll(List.of(Repository.GATEWAY_JAR.toString(), "--check"));

    assertThat(Program.run(directory, check))
        .isEqualTo(new Program.Ending(0, List.of("settings OK")));
  }

  @ParameterizedTest
  @CsvSource({"everything, 3", "tls, 5"})
  void settingsNameFilesThatAreMounted(String set, int files) {
    Manifests manifests = Chart.render(set);
    List<String> mounts =
        manifests.gateway().getVolumeMounts().stream().map(VolumeMount::getMountPath).toList();

    assertThat(manifests.settings().lines().filter(line -> line.contains("=" + MOUNTED)))
        .hasSize(files)
        .allMatch(line -> mounts.contains(line.replaceAll(".*=|/[^/]+$", "")));
  }

  @Test
  void theAlertsAreThoseOfPrometheusForTheJobOfTheReleaseWithTheAddressOfTheRunbook()
      throws IOException {
    String rules =
        Files.readString(Repository.PROMETHEUS_RULES)
            .replace("https://runbooks.invalid", "https://wiki.example.com/bimplus-gateway")
            .replace("job=\"bimplus-gateway\"", "job=\"bimplus-stage\"");
    PrometheusRule rule = Chart.render("everything").one(PrometheusRule.class);
    JsonNode rendered = YAML.valueToTree(rule.getSpec());

    assertThat(rendered).isEqualTo(YAML.readTree(rules));
  }

  private void makeFiles(Path mounted) throws IOException {
    Path peers = Files.createDirectories(mounted.resolve("peers"));
    Path secrets = Repository.ROOT.resolve("deployment/compose/peers/make-secrets");
    Program.run(
        directory,
        List.of("env", "MOUNTED_AT=" + peers, secrets.toString(), peers.toString(), "valkey"));
    Files.createDirectories(mounted.resolve("admin"));
    Files.writeString(mounted.resolve("admin/token"), "test-token\n");
    Files.createDirectories(mounted.resolve("ca"));
    Files.copy(peers.resolve("ca.crt"), mounted.resolve("ca/ca.crt"));
    Files.createDirectories(mounted.resolve("tls"));
    Files.copy(peers.resolve("valkey.crt"), mounted.resolve("tls/tls.crt"));
    Files.copy(peers.resolve("valkey.key"), mounted.resolve("tls/tls.key"));
  }

  private static Stream<Probe> probes(Container gateway) {
    return Stream.of(
        gateway.getStartupProbe(), gateway.getLivenessProbe(), gateway.getReadinessProbe());
  }
}
