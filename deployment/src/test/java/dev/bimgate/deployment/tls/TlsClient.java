package dev.bimgate.deployment.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import javax.net.ssl.SSLContext;

/** A client of HTTP over TLS; HTTP/2 by ALPN. */
record TlsClient(HttpClient client) {

  TlsClient(SSLContext tls, Version version) {
    this(HttpClient.newBuilder().sslContext(tls).version(version).build());
  }

  /** The response; fails with the handshake. */
  HttpResponse<String> get(URI url, String authorization) {
    try {
      return client.send(
          HttpRequest.newBuilder(url).header("Authorization", authorization).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
