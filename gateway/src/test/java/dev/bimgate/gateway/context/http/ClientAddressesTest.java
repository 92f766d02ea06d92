package dev.bimgate.gateway.context.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.config.AddressRange;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressesTest {

  private final ClientAddresses addresses = trusting("10.0.0.0/8", "2001:db8::/32");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.7                          | 203.0.113.7
          198.51.100.1, 203.0.113.7            | 203.0.113.7
          203.0.113.7, 10.2.2.2                | 203.0.113.7
          203.0.113.7,10.2.2.2 , 2001:db8::9   | 203.0.113.7
          203.0.113.7:4711                     | 203.0.113.7
          203.0.113.7, 10.2.2.2:80             | 203.0.113.7
          2a00::7                              | 2a00::7
          [2a00::7]                            | 2a00::7
          [2a00::7]:4711                       | 2a00::7
          2a00::7, [2001:db8::9]:443           | 2a00::7
          ::ffff:203.0.113.7                   | 203.0.113.7
          203.0.113.7, ::ffff:10.2.2.2         | 203.0.113.7
          '  203.0.113.7 , , '                 | 203.0.113.7
          """)
  void behindATrustedProxyTheClientIsTheLastAddressThatIsNone(String forwarded, String client) {
    assertThat(addresses.of(address("10.1.1.1"), () -> List.of(forwarded)))
        .isEqualTo(address(client));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "unknown",
        "_hidden",
        "203.0.113.7, unknown",
        "203.0.113.7, unknown, 10.2.2.2",
        "203.0.113",
        "203.0.113.256",
        "203.0.113.7:",
        "203.0.113.7:port",
        "203.0.113.7:123456",
        "2a00::7::",
        "[2a00::7",
        "2a00::7]",
        "[203.0.113.7]",
        "[]:80",
        ":80",
        "client.example.com",
        "http://203.0.113.7",
        "203.0.113.7;10.2.2.2",
        "10.2.2.2, 10.3.3.3",
        ", ,",
        "\"\""
      })
  void withAnythingElseInItsPlaceTheClientIsTheProxy(String forwarded) {
    assertThat(addresses.of(address("10.1.1.1"), () -> List.of(forwarded)))
        .isEqualTo(address("10.1.1.1"));
  }

  @Test
  void severalHeadersAreOneList() {
    List<String> lines = List.of("198.51.100.1", "203.0.113.7, 10.2.2.2", "10.3.3.3");

    assertThat(addresses.of(address("10.1.1.1"), () -> lines)).isEqualTo(address("203.0.113.7"));
  }

  @Test
  void withoutTheHeaderTheClientIsTheProxy() {
    assertThat(addresses.of(address("10.1.1.1"), () -> List.of())).isEqualTo(address("10.1.1.1"));
  }

  @Test
  void aPeerThatIsNoTrustedProxyCannotClaimAnotherAddress() {
    assertThat(addresses.of(address("198.51.100.1"), () -> List.of("203.0.113.7")))
        .isEqualTo(address("198.51.100.1"));
    assertThat(trusting().of(address("10.1.1.1"), () -> List.of("203.0.113.7")))
        .isEqualTo(address("10.1.1.1"));
  }

  static ClientAddresses trusting(String... ranges) {
    return new ClientAddresses(Stream.of(ranges).map(AddressRange::of).toList());
  }

  static InetAddress address(String text) {
    return Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(text));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:1:2::1, 2001:db8:1:2:ffff::, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1,     false",
    "203.0.113.7,     203.0.113.7,         true",
    "203.0.113.7,     203.0.113.8,         false",
    "203.0.113.7,     ::ffff:203.0.113.7,  true"
  })
  void anIpv6AddressCountsByItsFirst64Bits(String one, String other, boolean same) {
    assertThat(network(one).equals(network(other))).isEqualTo(same);
  }

  private static InetAddress network(String address) {
    return ClientAddresses.network(
        Objects.requireNonNull(NetUtil.createInetAddressFromIpAddressString(address)));
  }
}
