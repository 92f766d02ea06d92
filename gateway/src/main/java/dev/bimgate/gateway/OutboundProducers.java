package dev.bimgate.gateway;

import dev.bimgate.gateway.config.TlsFiles;
import io.quarkus.proxy.runtime.config.ProxyConfig;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/** Produces the options of outbound connections from Quarkus's configurations. */
@Singleton
class OutboundProducers {

  @Produces
  @Singleton
  OutboundConnections outbound(TlsConfigurationRegistry certificates) {
    SmallRyeConfig config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
    return new OutboundConnections(
        name -> certificates.get(name).map(TlsConfiguration::getSSLOptions),
        name -> TlsFiles.setsProtocols(config, name),
        config.getConfigMapping(ProxyConfig.class));
  }

  void update(@Observes CertificateUpdatedEvent updated, OutboundConnections outbound) {
    outbound.updated(updated.name());
  }
}
