package dev.bimgate.gateway.protocol;

import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;

/**
 * Disables HTTP/1.1 validation in a gateway that has this class before its own on the class path.
 * Such a gateway is open to request smuggling, and only measures the cost of the validation.
 */
public final class ValidatorProvider implements VertxServiceProvider {

  public static void verify(Vertx vertx) {}

  public static void boundConnections(Vertx vertx, int port) {}

  public static void updateCertificates(Vertx vertx, Runnable update) {
    update.run();
  }

  @Override
  public void init(VertxBuilder builder) {}
}
