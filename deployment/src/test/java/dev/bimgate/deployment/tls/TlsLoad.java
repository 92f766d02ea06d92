package dev.bimgate.deployment.tls;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Clients that send one request after the other over TLS. Some keep their connection, some open a
 * new one for every few requests.
 */
final class TlsLoad implements AutoCloseable {

  private static final int REQUESTS_OF_A_CONNECTION = 5;

  private final Vertx vertx = Vertx.vertx();
  private final Path authority;
  private final RequestOptions request;
  private final LongAdder requests = new LongAdder();
  private final Map<String, LongAdder> failures = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> connections = new ConcurrentHashMap<>();
  private final List<CompletableFuture<Void>> clients = new ArrayList<>();
  private volatile boolean ended;

  /**
   * @param authority whose certificates the clients trust
   */
  TlsLoad(URI url, Path authority, String authorization) {
    this.authority = authority;
    this.request =
        new RequestOptions()
            .setAbsoluteURI(url.toString())
            .setMethod(HttpMethod.GET)
            .putHeader("Authorization", authorization);
  }

  /**
   * What happened.
   *
   * @param failures requests without a 200, by what they got
   * @param connections by the common name in the certificate that the gateway presented
   */
  record Result(
      long requests, Map<String, LongAdder> failures, Map<String, LongAdder> connections) {}

  /** Starts some clients. */
  void start(int howMany, HttpVersion version, boolean keepConnection) {
    for (int i = 0; i < howMany; i++) {
      Sender sender = new Sender(version, keepConnection);
      clients.add(sender.over);
      sender.send();
    }
  }

  private HttpClient client(HttpVersion version) {
    return vertx
        .httpClientBuilder()
        .with(
            new HttpClientOptions()
                .setSsl(true)
                .setProtocolVersion(version)
                .setUseAlpn(true)
                .setTrustOptions(new PemTrustOptions().addCertPath(authority.toString())))
        .with(new PoolOptions().setHttp1MaxSize(1).setHttp2MaxSize(1))
        .withConnectHandler(this::connected)
        .build();
  }

  private void connected(HttpConnection connection) {
    count(connections, nameOf(connection));
  }

  private static String nameOf(HttpConnection connection) {
    try {
      X509Certificate presented =
          (X509Certificate) connection.sslSession().getPeerCertificates()[0];
      return presented.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
    } catch (SSLPeerUnverifiedException none) {
      throw new IllegalStateException(none);
    }
  }

  private static void count(Map<String, LongAdder> counts, String what) {
    counts.computeIfAbsent(what, any -> new LongAdder()).increment();
  }

  long requests() {
    return requests.sum();
  }

  long connectionsOn(String name) {
    LongAdder count = connections.get(name);
    return count == null ? 0 : count.sum();
  }

  /** Lets each client finish its request. */
  Result end() {
    ended = true;
    clients.forEach(CompletableFuture::join);
    return new Result(requests.sum(), failures, connections);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** One client, which has one connection at a time. */
  private final class Sender {

    private final HttpVersion version;
    private final boolean keepsConnection;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private HttpClient connection;
    private int sent;

    Sender(HttpVersion version, boolean keepsConnection) {
      this.version = version;
      this.keepsConnection = keepsConnection;
      this.connection = client(version);
    }

    void send() {
      connection
          .request(new RequestOptions(request))
          .compose(HttpClientRequest::send)
          .compose(response -> response.body().map(body -> response.statusCode()))
          .onSuccess(this::responded)
          .onFailure(
              failure -> count(failures, version + ": " + failure + ": " + failure.getCause()))
          .onComplete(done -> next());
    }

    private void responded(int status) {
      requests.increment();
      if (status != 200) {
        count(failures, "status " + status);
      }
    }

    private void next() {
      sent++;
      if (ended) {
        over.complete(null);
      } else if (keepsConnection || sent % REQUESTS_OF_A_CONNECTION != 0) {
        send();
      } else {
        connection.close();
        connection = client(version);
        send();
      }
    }
  }
}
