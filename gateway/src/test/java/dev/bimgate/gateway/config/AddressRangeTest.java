package dev.bimgate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,         10.255.0.1,        true",
    "10.1.2.3/8,         10.255.0.1,        true",
    "10.0.0.0/8,         11.0.0.1,          false",
    "192.0.2.7,          192.0.2.7,         true",
    "192.0.2.7,          192.0.2.8,         false",
    "0.0.0.0/0,          203.0.113.9,       true",
    "0.0.0.0/0,          2001:db8::1,       false",
    "10.0.0.0/8,         ::ffff:10.0.0.1,   true",
    "2001:db8::/32,      2001:db8:ff::1,    true",
    "2001:db8::/32,      2001:db9::1,       false",
    "2001:DB8::7,        2001:db8::7,       true",
    "2001:db8::7,        2001:db8::8,       false",
    "::/0,               2001:db8::8,       true",
    "::/0,               10.0.0.1,          false"
  })
  void holdsTheAddressesOfItsBlock(String range, String address, boolean held) {
    assertThat(AddressRange.of(range).contains(address(address))).isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/",
        "10.0.0.0/8/8",
        "2001:db8::/129",
        "[2001:db8::]/32",
        "fe80::1%eth0",
        "proxy.example.com",
        "10.0.0.0-10.0.0.9"
      })
  void rejectsWhatIsNoRange(String text) {
    assertThatThrownBy(() -> AddressRange.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static InetAddress address(String text) {
    return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(text));
  }
}
