package dev.bimgate.gateway;

import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * {@code --ready}: asks the gateway that runs with the same settings whether it is ready. For the
 * health command of a container, whose image has no other program that could ask.
 */
final class ReadyCheck {

  private static final int LONGEST_MILLIS = 5_000;
  private static final int OK = 200;

  private ReadyCheck() {}

  /** Whether it responds in time, and with 200. */
  static boolean isReady(SmallRyeConfig config) {
    int port = config.getValue("quarkus.management.port", Integer.class);
    String bound = config.getOptionalValue("quarkus.management.host", String.class).orElse("");
    String host = bound.isEmpty() || bound.equals("0.0.0.0") ? "127.0.0.1" : bound;
    String tls = "quarkus.management.tls-configuration-name";
    String scheme = config.getOptionalValue(tls, String.class).isPresent() ? "https" : "http";
    try {
      return isOk(new URI(scheme, null, host, port, "/q/health/ready", null, null));
    } catch (IOException | GeneralSecurityException | URISyntaxException noResponse) {
      return false;
    }
  }

  private static boolean isOk(URI url) throws IOException, GeneralSecurityException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    if (connection instanceof HttpsURLConnection https) {
      acceptAnyCertificate(https);
    }
    connection.setConnectTimeout(LONGEST_MILLIS);
    connection.setReadTimeout(LONGEST_MILLIS);
    try {
      return connection.getResponseCode() == OK;
    } finally {
      connection.disconnect();
    }
  }

  /** Nothing secret is sent, and without TLS the gateway would not prove who it is either. */
  private static void acceptAnyCertificate(HttpsURLConnection connection)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new AnyCertificate()}, null);
    connection.setSSLSocketFactory(context.getSocketFactory());
    connection.setHostnameVerifier((host, session) -> true);
  }

  /** In place of Netty's, whose classes print warnings when they are loaded. */
  private static final class AnyCertificate implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String keyType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String keyType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
