package dev.bimgate.gateway.config;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** One IP address or a block in CIDR notation: {@code 10.0.0.0/8}, {@code 2001:db8::/32}. */
public final class AddressRange {

  private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f.:]+)(?:/(\\d{1,3}))?");

  private final IpSubnetFilterRule block;

  private AddressRange(InetAddress address, int prefixLength) {
    this.block = new IpSubnetFilterRule(address, prefixLength, IpFilterRuleType.ACCEPT);
  }

  /**
   * Parses a range; the converter of settings calls this method. Never queries DNS.
   *
   * @throws IllegalArgumentException unless the text is an address, or one with {@code /} and the
   *     length of its prefix in bits
   */
  public static AddressRange of(String text) {
    var form = FORM.matcher(text.trim());
    InetAddress address =
        form.matches() ? NetUtil.createInetAddressFromIpAddressString(form.group(1)) : null;
    if (address == null) {
      throw new IllegalArgumentException("a range is an address or a CIDR block");
    }
    int bits = address instanceof Inet4Address ? 32 : 128;
    String length = form.group(2);
    return new AddressRange(address, length == null ? bits : Integer.parseInt(length));
  }

  /** Whether an address is in the range; an IPv4-mapped one counts as IPv4. */
  public boolean contains(InetAddress address) {
    return block.matches(new InetSocketAddress(address, 0));
  }
}
