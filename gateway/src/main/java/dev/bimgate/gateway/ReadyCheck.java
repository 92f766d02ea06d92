package dev.bimgate.gateway;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * {@code --ready}: asks the gateway that runs with the same settings whether it is ready. For the
 * health command of a container, whose image has no other program that could ask.
 */
final class ReadyCheck {

  private static final int LONGEST_MILLIS = 5_000;
  private static final int OK = 200;

  private ReadyCheck() {}

  /** Whether it responds in time, and with 200. The management port must be without TLS. */
  static boolean isReady(SmallRyeConfig config) {
    int port = config.getValue("quarkus.management.port", Integer.class);
    String bound = config.getOptionalValue("quarkus.management.host", String.class).orElse("");
    String host = bound.isEmpty() || bound.equals("0.0.0.0") ? "127.0.0.1" : bound;
    try {
      return isOk(new URI("http", null, host, port, "/q/health/ready", null, null));
    } catch (IOException | URISyntaxException noResponse) {
      return false;
    }
  }

  private static boolean isOk(URI url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setConnectTimeout(LONGEST_MILLIS);
    connection.setReadTimeout(LONGEST_MILLIS);
    try {
      return connection.getResponseCode() == OK;
    } finally {
      connection.disconnect();
    }
  }
}
