package dev.bimgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.callback.QuarkusTestAfterEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;

/** Resets the {@link Ground} before each journey; fails one in which a secret was logged. */
public class FreshGround implements QuarkusTestBeforeEachCallback, QuarkusTestAfterEachCallback {

  @Override
  public void beforeEach(QuarkusTestMethodContext context) {
    Arc.container().instance(Ground.class).get().level();
  }

  @Override
  public void afterEach(QuarkusTestMethodContext context) {
    assertThat(LoggedSecrets.found()).as("log lines that hold a secret").isEmpty();
  }
}
