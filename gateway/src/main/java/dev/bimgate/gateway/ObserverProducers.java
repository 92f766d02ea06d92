package dev.bimgate.gateway;

import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.context.http.ClientAddresses;
import dev.bimgate.gateway.observe.RequestLog;
import dev.bimgate.gateway.observe.RequestObserver;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** Produces what observes requests: log and meters. */
@Singleton
class ObserverProducers {

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

  @Produces
  @Singleton
  RequestObserver requestObserver(
      MeterRegistry registry, RequestLog log, ClientAddresses addresses) {
    BuildInfo build = BuildInfo.read();
    Gauge.builder("gateway.build.info", () -> 1)
        .description("Always 1; version and commit of the gateway are its tags")
        .tag("version", build.version())
        .tag("commit", build.commit())
        .register(registry);
    return new RequestObserver(registry, log, settings.log().requests(), addresses);
  }
}
