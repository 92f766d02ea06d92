package dev.bimgate.gateway.admin;

import dev.bimgate.gateway.context.EachOf;
import dev.bimgate.gateway.context.Words;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

public final class AdminMeters {

  private final EachOf<AdminAction, EachOf<AdminResult, Counter>> calls;

  public AdminMeters(MeterRegistry registry) {
    this.calls =
        new EachOf<>(
            AdminAction.class,
            action ->
                new EachOf<>(
                    AdminResult.class,
                    result ->
                        Counter.builder("gateway.admin.calls")
                            .description("Admin calls on the management port")
                            .tag("action", Words.of(action))
                            .tag("result", Words.of(result))
                            .register(registry)));
  }

  void ended(AdminAction action, AdminResult result) {
    calls.get(action).get(result).increment();
  }
}
