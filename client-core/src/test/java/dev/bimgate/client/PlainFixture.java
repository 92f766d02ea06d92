package dev.bimgate.client;

import static dev.bimgate.client.Waiting.await;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;

/** Tests that need no more than a Vert.x of their own. */
abstract class PlainFixture extends ClientFixture {

  private final Vertx vertx = Vertx.vertx();

  @Override
  Vertx vertx() {
    return vertx;
  }

  @Override
  @AfterEach
  void closeAll() throws Exception {
    super.closeAll();
    await(vertx.close());
  }
}
