package dev.bimgate.gateway.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The hosts for which plain {@code http:} is accepted, as no byte leaves the machine. */
public final class Loopback {

  private static final Pattern IPV4 =
      Pattern.compile("127(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");

  private Loopback() {}

  /**
   * Whether a host, in the format of {@link URI#getHost()}, is {@code localhost}, in 127.0.0.0/8 or
   * {@code [::1]}; never queries DNS.
   */
  public static boolean isLoopback(@Nullable String host) {
    if (host == null) {
      return false;
    }
    return host.equalsIgnoreCase("localhost") || IPV4.matcher(host).matches() || isIpv6(host);
  }

  private static boolean isIpv6(String host) {
    if (!host.startsWith("[")) {
      return false;
    }
    try {
      // A literal in brackets is parsed, not looked up.
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
