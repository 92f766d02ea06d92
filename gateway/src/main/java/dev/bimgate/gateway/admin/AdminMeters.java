package dev.bimgate.gateway.admin;

import dev.bimgate.gateway.context.EnumTable;
import dev.bimgate.gateway.context.Labels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

public final class AdminMeters {

  private final EnumTable<AdminAction, EnumTable<AdminResult, Counter>> calls;

  public AdminMeters(MeterRegistry registry) {
    this.calls =
        new EnumTable<>(
            AdminAction.class,
            action ->
                new EnumTable<>(
                    AdminResult.class,
                    result ->
                        Counter.builder("gateway.admin.calls")
                            .description("Admin calls on the management port")
                            .tag("action", Labels.of(action))
                            .tag("result", Labels.of(result))
                            .register(registry)));
  }

  void ended(AdminAction action, AdminResult result) {
    calls.get(action).get(result).increment();
  }
}
