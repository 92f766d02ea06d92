package dev.bimgate.gateway;

import java.util.HashMap;
import java.util.Map;

/** A sandbox behind a gateway with the default limit of logins, whose clients all use a proxy. */
public final class LimitedSandboxResource extends SandboxResource {

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>(super.start());
    settings.remove("gateway.limits.login-rate");
    settings.put("gateway.trusted-proxies", "127.0.0.1, ::1, 10.0.0.0/8");
    return settings;
  }
}
