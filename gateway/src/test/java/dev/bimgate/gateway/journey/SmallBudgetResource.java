package dev.bimgate.gateway.journey;

import dev.bimgate.gateway.SandboxResource;
import dev.bimgate.sandbox.SandboxOptions;

/** A sandbox that allows each user few calls per hour. */
public final class SmallBudgetResource extends SandboxResource {

  static final int CALLS_PER_HOUR = 200;

  @Override
  protected SandboxOptions options() {
    return super.options().withBudgetPerHour(CALLS_PER_HOUR);
  }
}
