package dev.bimgate.gateway;

import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.context.http.ClientAddresses;
import dev.bimgate.gateway.observe.ExportFailures;
import dev.bimgate.gateway.observe.RequestLog;
import dev.bimgate.gateway.observe.RequestObserver;
import dev.bimgate.gateway.observe.Traces;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.prometheus.client.exemplars.ExemplarSampler;
import io.quarkus.vertx.VertxOptionsCustomizer;
import io.vertx.core.VertxOptions;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.Optional;

/** Produces what observes requests: log, meters and traces. */
@Singleton
class ObserverProducers {

  private static final String INSTRUMENTATION = "dev.bimgate.gateway";

  private final GatewaySettings settings;

  ObserverProducers(GatewaySettings settings) {
    this.settings = settings;
  }

  @Produces
  @Singleton
  RequestLog requestLog() {
    // Not System.out, which flushes every line under a lock.
    return new RequestLog(
        new FileOutputStream(FileDescriptor.out), settings.log().format(), RequestLog.PAUSE);
  }

  void close(@Disposes RequestLog log) {
    log.close();
  }

  /** The SDK is not even made unless there is a collector. */
  @Produces
  @Singleton
  Traces traces(Instance<OpenTelemetry> openTelemetry) {
    if (settings.traces().endpoint().isEmpty()) {
      return Traces.OFF;
    }
    ExportFailures.install();
    return Traces.recordedBy(
        openTelemetry.get().getTracer(INSTRUMENTATION),
        settings.traces().sampled().percent() / 100,
        settings.traces().clientRate());
  }

  @Produces
  @Singleton
  RequestObserver requestObserver(
      MeterRegistry registry, RequestLog log, ClientAddresses addresses, Traces traces) {
    BuildInfo build = BuildInfo.read();
    Gauge.builder("gateway.build.info", () -> 1)
        .description("Always 1; version and commit of the gateway are its tags")
        .tag("version", build.version())
        .tag("commit", build.commit())
        .register(registry);
    return new RequestObserver(registry, log, settings.log().requests(), addresses, traces);
  }

  /** No exemplars: beside OpenTelemetry, Quarkus would look for the present span at each timing. */
  @Produces
  @Singleton
  @Alternative
  @Priority(1)
  Optional<ExemplarSampler> exemplars() {
    return Optional.empty();
  }

  /** Removes Quarkus's tracer of Vert.x, which costs each request even if it records nothing. */
  @Singleton
  static final class WithoutTracer implements VertxOptionsCustomizer {

    @Override
    public void accept(VertxOptions options) {
      options.setTracingOptions(null);
    }
  }
}
