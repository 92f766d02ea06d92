package dev.bimgate.gateway;

import dev.bimgate.gateway.config.GatewaySettings;
import dev.bimgate.gateway.config.TlsFiles;
import dev.bimgate.gateway.protocol.ValidatorProvider;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfig;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Reads the files that settings name again when they change; see decision 22 for why this is not
 * left to Quarkus.
 */
@Singleton
class FileReload {

  private static final Logger LOG = Logger.getLogger(FileReload.class);

  private final Duration period;
  private final List<ChangingFiles<?>> all = new CopyOnWriteArrayList<>();

  FileReload(GatewaySettings settings) {
    this.period = settings.fileReloadPeriod();
  }

  void start(
      @Observes StartupEvent started,
      Vertx vertx,
      TlsConfigurationRegistry registry,
      Event<CertificateUpdatedEvent> updates) {
    TlsConfig settings =
        ConfigProvider.getConfig().unwrap(SmallRyeConfig.class).getConfigMapping(TlsConfig.class);
    Consumer<CertificateUpdatedEvent> update =
        event -> ValidatorProvider.updateCertificates(vertx, () -> updates.fire(event));
    TlsFiles.all(settings)
        .forEach((name, files) -> registry.get(name).ifPresent(tls -> add(tls, files, update)));
    if (!period.isZero()) {
      lookLater(vertx);
    }
  }

  /** No look begins before the last one has ended. */
  private void lookLater(Vertx vertx) {
    vertx.setTimer(
        Math.max(1, period.toMillis()),
        timer ->
            vertx
                .executeBlocking(this::look, true)
                .onFailure(defect -> LOG.error("Changed files were not used", defect))
                .onComplete(looked -> lookLater(vertx)));
  }

  /**
   * Adds a file of a setting, and reads it.
   *
   * @param reader reads it; throws an {@link IllegalArgumentException} that says what is wrong
   * @param user gets what was read, now and each time that the file has changed
   */
  <T> void add(String setting, Path file, Function<Path, T> reader, Consumer<T> user) {
    ChangingFiles<T> files =
        new ChangingFiles<>(
            setting,
            List.of(file),
            () -> {
              try {
                return reader.apply(file);
              } catch (IllegalArgumentException fault) {
                throw new IllegalArgumentException(setting + ": " + fault.getMessage(), fault);
              }
            },
            user);
    files.readAtStart();
    all.add(files);
  }

  /** What the registry reads counts only with the update: what has changed meanwhile does not. */
  private void add(
      TlsConfiguration tls, TlsFiles files, Consumer<CertificateUpdatedEvent> updates) {
    if (files.paths().isEmpty()) {
      return;
    }
    ChangingFiles<TlsConfiguration> changing =
        new ChangingFiles<>(
            files.setting(),
            files.paths(),
            () -> {
              files.requireSound(tls.getKeyStore());
              if (!tls.reload()) {
                throw new IllegalArgumentException(files.setting() + ": cannot be loaded");
              }
              return tls;
            },
            read -> updates.accept(new CertificateUpdatedEvent(read.getName(), read)));
    files.warnings().forEach(LOG::warn);
    changing.readAtStart();
    all.add(changing);
  }

  private boolean look() {
    all.forEach(ChangingFiles::look);
    return true;
  }
}
