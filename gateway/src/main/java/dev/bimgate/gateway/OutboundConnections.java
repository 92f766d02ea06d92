package dev.bimgate.gateway;

import io.quarkus.proxy.runtime.config.ProxyConfig;
import io.quarkus.proxy.runtime.config.ProxyConfig.NamedProxyConfig;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TCPSSLOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Certificates and proxies of the connections that the gateway opens, from the configurations of
 * Quarkus with these names. Where there is none, the JVM's certificates count, and no proxy.
 */
final class OutboundConnections {

  /** Whom the connections lead to. */
  enum Destination {
    BIMPLUS("bimplus"),
    /** As for Bimplus, unless it has configurations of its own. */
    ISSUER("issuer", "bimplus"),
    PEERS("gateway-peers");

    private final List<String> names;

    Destination(String... names) {
      this.names = List.of(names);
    }
  }

  private record Listener(Destination destination, Consumer<SSLOptions> updated) {}

  private final Function<String, Optional<SSLOptions>> certificates;
  private final Predicate<String> setsProtocols;

  /** Those in use, by configuration: what is being read again does not count yet. */
  private final Map<String, Optional<SSLOptions>> present = new ConcurrentHashMap<>();

  private final Map<String, NamedProxyConfig> proxies;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param certificates the present certificates of a configuration
   * @param setsProtocols whether its protocols are set; else those of Vert.x count, which are TLS
   *     1.3 and 1.2: the gateway cannot choose what servers have
   */
  OutboundConnections(
      Function<String, Optional<SSLOptions>> certificates,
      Predicate<String> setsProtocols,
      ProxyConfig proxies) {
    this.certificates = certificates;
    this.setsProtocols = setsProtocols;
    this.proxies = proxies.namedProxyConfigs();
  }

  /** Options of a client of HTTP: certificates and proxy. */
  HttpClientOptions http(Destination destination) {
    HttpClientOptions options = new HttpClientOptions();
    tls(destination).ifPresent(found -> apply(found, options));
    destination.names.stream()
        .flatMap(name -> Optional.ofNullable(proxies.get(name)).stream())
        .filter(proxy -> proxy.host().isPresent())
        .findFirst()
        .ifPresent(proxy -> apply(proxy, options));
    return options;
  }

  /** Options of a client of any other protocol: certificates. */
  NetClientOptions net(Destination destination) {
    NetClientOptions options = new NetClientOptions();
    tls(destination).ifPresent(found -> apply(found, options));
    return options;
  }

  /** Has a client get new certificates. */
  void onUpdate(Destination destination, Consumer<SSLOptions> updated) {
    listeners.add(new Listener(destination, updated));
  }

  /** The certificates of a configuration have been read again. */
  void updated(String name) {
    present.remove(name);
    listeners.stream()
        .filter(listener -> listener.destination.names.contains(name))
        .forEach(listener -> tls(listener.destination).ifPresent(listener.updated));
  }

  private Optional<SSLOptions> tls(Destination destination) {
    return destination.names.stream()
        .flatMap(name -> present.computeIfAbsent(name, this::read).stream())
        .findFirst();
  }

  private Optional<SSLOptions> read(String name) {
    return certificates.apply(name).map(found -> withProtocols(found, setsProtocols.test(name)));
  }

  private static SSLOptions withProtocols(SSLOptions certificates, boolean areSet) {
    return areSet
        ? certificates
        : new SSLOptions(certificates)
            .setEnabledSecureTransportProtocols(
                new SSLOptions().getEnabledSecureTransportProtocols());
  }

  private static void apply(SSLOptions certificates, TCPSSLOptions options) {
    options.setTrustOptions(certificates.getTrustOptions());
    options.setKeyCertOptions(certificates.getKeyCertOptions());
    options.setEnabledSecureTransportProtocols(certificates.getEnabledSecureTransportProtocols());
    certificates.getEnabledCipherSuites().forEach(options::addEnabledCipherSuite);
    certificates.getCrlPaths().forEach(options::addCrlPath);
    certificates.getCrlValues().forEach(options::addCrlValue);
  }

  private static void apply(NamedProxyConfig proxy, HttpClientOptions options) {
    ProxyOptions toProxy =
        new ProxyOptions()
            .setHost(proxy.host().orElseThrow())
            .setPort(proxy.port().orElseThrow())
            .setType(ProxyType.valueOf(proxy.type().name()));
    proxy.username().ifPresent(toProxy::setUsername);
    proxy.password().ifPresent(toProxy::setPassword);
    options.setProxyOptions(toProxy);
    proxy.nonProxyHosts().ifPresent(options::setNonProxyHosts);
  }
}
