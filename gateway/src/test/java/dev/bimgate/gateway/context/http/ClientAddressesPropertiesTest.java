package dev.bimgate.gateway.context.http;

import static dev.bimgate.gateway.context.http.ClientAddressesTest.address;
import static dev.bimgate.gateway.context.http.ClientAddressesTest.trusting;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a client writes into {@code X-Forwarded-For}, a trusted proxy's own entry counts. */
class ClientAddressesPropertiesTest {

  private static final String SEED = "20260301";
  private static final InetAddress PROXY = address("10.1.1.1");

  private final ClientAddresses addresses = trusting("10.0.0.0/8");

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void nothingThatAClientSendsChangesTheAddressThatTheProxyAdds(
      @ForAll("headers") List<String> sent, @ForAll("clients") String client) {
    List<String> forwarded = new ArrayList<>(sent);
    forwarded.add(client);

    assertThat(addresses.of(PROXY, () -> forwarded)).isEqualTo(address(client));
    assertThat(addresses.of(PROXY, () -> List.of(String.join(",", forwarded))))
        .isEqualTo(address(client));
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void theClientIsTheProxyOrAnAddressInTheHeaderThatIsNoProxy(
      @ForAll("headers") List<String> sent) {
    InetAddress client = addresses.of(PROXY, () -> sent);

    assertThat(client.equals(PROXY) || !client.getHostAddress().startsWith("10.")).isTrue();
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void withoutTrustThePeerIsTheClient(@ForAll("headers") List<String> sent) {
    assertThat(trusting().of(PROXY, () -> sent)).isEqualTo(PROXY);
  }

  /** Header values of all visible characters, and such that resemble addresses. */
  @Provide
  Arbitrary<List<String>> headers() {
    Arbitrary<String> any = Arbitraries.strings().withCharRange(' ', '\u00ff').ofMaxLength(40);
    Arbitrary<String> alike =
        Arbitraries.of(
                "10.2.2.2",
                "203.0.113.7",
                "2a00::7",
                "[2a00::7]:80",
                ",",
                " ",
                ":80",
                "[",
                "::",
                "%")
            .list()
            .ofMaxSize(6)
            .map(parts -> String.join("", parts));
    return Arbitraries.oneOf(any, alike).list().ofMaxSize(5);
  }

  /** Addresses outside the trusted block. */
  @Provide
  Arbitrary<String> clients() {
    return Arbitraries.oneOf(
        Arbitraries.integers().between(11, 223).map(first -> first + ".0.0.1"),
        Arbitraries.integers()
            .between(1, 0xffff)
            .map(last -> NetUtil.toAddressString(address("2a00::" + Integer.toHexString(last)))));
  }
}
