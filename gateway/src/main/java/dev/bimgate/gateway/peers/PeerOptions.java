package dev.bimgate.gateway.peers;

import dev.bimgate.gateway.config.Loopback;
import dev.bimgate.gateway.context.Sha256;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * How a gateway connects to its peers.
 *
 * @param valkey its URL, with credentials
 * @param tls how its certificate is verified, at present; of no effect for a URL without TLS
 * @param bimplus the base of its API: gateways of another one share nothing
 * @param isolatedFreshFor how long ago the load of a list may have begun that is served while
 *     isolated
 * @param loadTimeout the longest time of a load of a list
 * @param shape the settings that shape a list: gateways that differ in them share none
 * @param rejectsWrites whether writes that invalidate lists are rejected while isolated
 */
public record PeerOptions(
    URI valkey,
    Supplier<NetClientOptions> tls,
    URI bimplus,
    Duration lease,
    Duration isolatedFreshFor,
    Duration loadTimeout,
    String shape,
    boolean rejectsWrites) {

  private static final int PREFIX_BYTES = 8;

  /** For as many writes at once as wait for their peers, some requests each. */
  private static final int MAX_WAITING = 1 << 16;

  Keys keys() {
    byte[] hash = Sha256.of(bimplus.toString());
    return new Keys("bimgate:{" + HexFormat.of().formatHex(hash, 0, PREFIX_BYTES) + "}:");
  }

  RedisOptions redis() {
    NetClientOptions net = new NetClientOptions(tls.get());
    net.setConnectTimeout((int) Timing.COMMAND_TIMEOUT.toMillis());
    net.setTcpNoDelay(true);
    if (valkey.getScheme().equals("rediss")) {
      net.setSsl(true);
      net.setHostnameVerificationAlgorithm(Loopback.isLoopback(valkey.getHost()) ? "" : "HTTPS");
    }
    int connections = Lane.values().length;
    return new RedisOptions()
        .setConnectionString(valkey.toString())
        .setNetClientOptions(net)
        .setMaxPoolSize(connections)
        .setMaxPoolWaiting(connections)
        .setMaxWaitingHandlers(MAX_WAITING);
  }
}
