package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.OutboundConnections.Destination;
import dev.bimgate.gateway.config.SettingsSources;
import io.quarkus.proxy.runtime.config.ProxyConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SSLOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class OutboundConnectionsTest {

  private final Map<String, SSLOptions> read = new ConcurrentHashMap<>();

  @Test
  void withoutSetProtocolsServersMayHaveTls12() {
    read.put("bimplus", certificates("first", "TLSv1.3"));

    assertThat(outbound(false).http(Destination.BIMPLUS).getEnabledSecureTransportProtocols())
        .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
    assertThat(outbound(true).http(Destination.BIMPLUS).getEnabledSecureTransportProtocols())
        .containsExactly("TLSv1.3");
  }

  @Test
  void anUpdateLeavesTheProtocols() {
    read.put("bimplus", certificates("first", "TLSv1.3"));
    OutboundConnections outbound = outbound(false);
    List<SSLOptions> updates = new ArrayList<>();
    outbound.onUpdate(Destination.BIMPLUS, updates::add);

    outbound.updated("bimplus");

    assertThat(updates)
        .singleElement()
        .satisfies(
            update ->
                assertThat(update.getEnabledSecureTransportProtocols())
                    .containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2"));
  }

  /** Files may be read while they are being replaced. */
  @Test
  void whatIsReadCountsWithTheUpdateAlone() {
    SSLOptions first = certificates("first", "TLSv1.3");
    SSLOptions second = certificates("second", "TLSv1.3");
    read.put("gateway-peers", first);
    OutboundConnections outbound = outbound(true);
    assertThat(outbound.net(Destination.PEERS).getTrustOptions())
        .isEqualTo(first.getTrustOptions());

    read.put("gateway-peers", second);
    assertThat(outbound.net(Destination.PEERS).getTrustOptions())
        .isEqualTo(first.getTrustOptions());
    outbound.updated("gateway-peers");
    assertThat(outbound.net(Destination.PEERS).getTrustOptions())
        .isEqualTo(second.getTrustOptions());
  }

  private OutboundConnections outbound(boolean setsProtocols) {
    return new OutboundConnections(
        name -> Optional.ofNullable(read.get(name)),
        name -> setsProtocols,
        SettingsSources.named(new SmallRyeConfigBuilder().build(), ProxyConfig.class));
  }

  private static SSLOptions certificates(String authority, String protocol) {
    return new SSLOptions()
        .setTrustOptions(new PemTrustOptions().addCertPath(authority))
        .setEnabledSecureTransportProtocols(Set.of(protocol));
  }
}
