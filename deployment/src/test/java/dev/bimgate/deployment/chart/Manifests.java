package dev.bimgate.deployment.chart;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The Kubernetes objects of a rendered chart. As in Kubernetes, an unknown field is an error, and
 * so is a value of another type.
 *
 * @param text as Helm prints it
 */
record Manifests(String text, List<HasMetadata> objects) {

  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .annotationIntrospector(new WithoutAdditionalProperties())
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .withCoercionConfig(
              LogicalType.Textual,
              config ->
                  config
                      .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                      .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
          .build();

  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.of(
          "v1/ConfigMap", ConfigMap.class,
          "v1/Service", Service.class,
          "apps/v1/Deployment", Deployment.class,
          "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
          "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
          "monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class,
          "monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class);

  /** The models put fields that they do not know into a map; without it, Jackson rejects them. */
  private static final class WithoutAdditionalProperties extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated member) {
      return false;
    }
  }

  /**
   * Reads what Helm prints.
   *
   * @throws UncheckedIOException for a field or a kind that is not known
   */
  static Manifests read(String text) {
    List<HasMetadata> objects = new ArrayList<>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      for (JsonNode document : documents.readAll()) {
        if (!document.isNull() && !document.isMissingNode()) {
          objects.add(object(document));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Manifests(text, objects);
  }

  private static HasMetadata object(JsonNode document) throws IOException {
    String type = document.path("apiVersion").asText() + "/" + document.path("kind").asText();
    Class<? extends HasMetadata> model = TYPES.get(type);
    if (model == null) {
      throw new IOException("no model of " + type);
    }
    return YAML.treeToValue(document, model);
  }

  /** The only object of a type. */
  <T extends HasMetadata> T one(Class<T> type) {
    List<T> found = all(type).toList();
    if (found.size() != 1) {
      throw new IllegalStateException(found.size() + " of " + type);
    }
    return found.get(0);
  }

  <T extends HasMetadata> Stream<T> all(Class<T> type) {
    return objects.stream().filter(type::isInstance).map(type::cast);
  }

  PodTemplateSpec pod() {
    return one(Deployment.class).getSpec().getTemplate();
  }

  /** The only container of the pod. */
  Container gateway() {
    return pod().getSpec().getContainers().get(0);
  }

  /** The properties file of the gateway. */
  String settings() {
    return requireNonNull(one(ConfigMap.class).getData().get("application.properties"));
  }

  /** The text with what changes without the chart left out: its version, and the rules. */
  String comparable(String version) {
    return text.replace(version, "VERSION")
        .replaceAll("(?s)(\nkind: PrometheusRule\n.*?\nspec:\n).*?(?=\n---\n|$)", "$1  RULES\n");
  }
}
