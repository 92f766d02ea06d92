package dev.bimgate.client;

import java.net.URI;
import java.time.Duration;

/** Options in which no timeout matters until a test sets it. */
final class OptionsBuilder {

  private final URI baseUrl;
  private Duration connectTimeout = Duration.ofSeconds(3);
  private Duration responseTimeout = ClientFixture.LONG;
  private Duration idleTimeout = ClientFixture.LONG;
  private Duration listTimeout = ClientFixture.LONG;
  private Duration poolMaxWait = ClientFixture.LONG;
  private int poolSize = 8;

  OptionsBuilder(URI baseUrl) {
    this.baseUrl = baseUrl;
  }

  OptionsBuilder connectTimeout(Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  OptionsBuilder answerTimeout(Duration timeout) {
    responseTimeout = timeout;
    return this;
  }

  OptionsBuilder idleTimeout(Duration timeout) {
    idleTimeout = timeout;
    return this;
  }

  OptionsBuilder listTimeout(Duration timeout) {
    listTimeout = timeout;
    return this;
  }

  OptionsBuilder pool(int size, Duration maxWait) {
    poolSize = size;
    poolMaxWait = maxWait;
    return this;
  }

  BimplusClientOptions build() {
    return new BimplusClientOptions(
        baseUrl, connectTimeout, responseTimeout, idleTimeout, listTimeout, poolSize, poolMaxWait);
  }
}
