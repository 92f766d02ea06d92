package dev.bimgate.gateway.context.http;

import dev.bimgate.gateway.config.AddressRange;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of clients, for limits and the log.
 *
 * <p>The client is the peer of the connection. If that is a trusted proxy, it is the last address
 * in {@code X-Forwarded-For} that is no trusted proxy: what is before it may be invented. Without
 * such an address, or with anything else in its place, it is the peer.
 */
public final class ClientAddresses {

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private static final int NETWORK_BYTES = 8;

  /** An IPv6 address in brackets with or without port, or an IPv4 address with port. */
  private static final Pattern WITH_PORT =
      Pattern.compile("\\[([^\\[\\]]*:[^\\[\\]]*)](?::\\d{1,5})?|([^:]*):\\d{1,5}");

  /** Of a connection that is over, or comes through a Unix domain socket. */
  private static final InetAddress UNKNOWN = new InetSocketAddress(0).getAddress();

  /** The JDK makes the text of an address each time. */
  private static final AttributeKey<String> HOST_OF_THIS_CONNECTION =
      AttributeKey.valueOf(ClientAddresses.class, "host");

  private final List<AddressRange> trustedProxies;

  public ClientAddresses(Collection<AddressRange> trustedProxies) {
    this.trustedProxies = List.copyOf(trustedProxies);
  }

  /** The client that sent a request. */
  public InetAddress of(HttpServerRequest request) {
    return of(hostOf(request), request);
  }

  /**
   * The address of the client that sent a request, IPv6 in its short form (RFC 5952); null if it is
   * unknown.
   */
  public @Nullable String textOf(HttpServerRequest request) {
    String host = hostOf(request);
    boolean isFinal = trustedProxies.isEmpty() && host.indexOf('.') > 0 && host.indexOf(':') < 0;
    if (isFinal) {
      return host;
    }
    InetAddress client = of(host, request);
    return client == UNKNOWN ? null : NetUtil.toAddressString(client);
  }

  /** The request's own remote address may be replaced by Quarkus, whoever the peer is. */
  private static String hostOf(HttpServerRequest request) {
    Attribute<String> known =
        ClientStream.channelOf(request.connection()).attr(HOST_OF_THIS_CONNECTION);
    String host = known.get();
    if (host == null) {
      SocketAddress remote = request.connection().remoteAddress();
      host = remote == null ? null : remote.hostAddress();
      if (host == null) {
        return "";
      }
      known.set(host);
    }
    return host;
  }

  private InetAddress of(String host, HttpServerRequest request) {
    // Without the zone of a link-local address (RFC 4007, section 11), which may be a name.
    int zone = host.indexOf('%');
    InetAddress peer =
        NetUtil.createInetAddressFromIpAddressString(zone < 0 ? host : host.substring(0, zone));
    return peer == null ? UNKNOWN : of(peer, () -> request.headers().getAll(FORWARDED_FOR));
  }

  /**
   * The network of the client that sent a request: its address, of IPv6 the first 64 bits, since
   * one client can have all addresses that share them (RFC 7421).
   */
  public InetAddress networkOf(HttpServerRequest request) {
    return network(of(request));
  }

  static InetAddress network(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] bytes = address.getAddress();
    Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException(wrongLength);
    }
  }

  /**
   * The client behind a peer.
   *
   * @param forwardedFor the values of {@code X-Forwarded-For}, in order; read only of a trusted
   *     proxy
   */
  InetAddress of(InetAddress peer, Supplier<List<String>> forwardedFor) {
    return isTrusted(peer) ? behind(peer, forwardedFor.get()) : peer;
  }

  /** Reads backwards: a client may have sent thousands of addresses, and the proxy adds one. */
  private InetAddress behind(InetAddress proxy, List<String> forwardedFor) {
    for (int i = forwardedFor.size() - 1; i >= 0; i--) {
      String line = forwardedFor.get(i);
      int end = line.length();
      while (end >= 0) {
        int comma = line.lastIndexOf(',', end - 1);
        String hop = line.substring(comma + 1, end).strip();
        end = comma;
        // An empty element of a list means nothing (RFC 9110, section 5.6.1.2).
        InetAddress address = hop.isEmpty() ? proxy : parse(hop);
        if (address == null) {
          return proxy;
        }
        if (!isTrusted(address)) {
          return address;
        }
      }
    }
    return proxy;
  }

  private boolean isTrusted(InetAddress address) {
    // Not as a stream, which takes 200 bytes, twice for each request.
    for (AddressRange range : trustedProxies) {
      if (range.contains(address)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable InetAddress parse(String hop) {
    if (hop.indexOf(':') < 0) {
      return NetUtil.createInetAddressFromIpAddressString(hop);
    }
    Matcher form = WITH_PORT.matcher(hop);
    if (!form.matches()) {
      return NetUtil.createInetAddressFromIpAddressString(hop);
    }
    String address = form.group(1) == null ? form.group(2) : form.group(1);
    return NetUtil.createInetAddressFromIpAddressString(address);
  }
}
