package dev.bimgate.gateway.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The variables of the environment, and of {@code .env}, that are named like the gateway's
 * settings.
 *
 * <p>An unknown one may be misspelt, or set by an orchestrator: Kubernetes sets {@code
 * GATEWAY_SERVICE_HOST} for a service called gateway. So it is a warning, not an error.
 */
public final class EnvironmentNames {

  private static final Pattern OURS = Pattern.compile("(?:GATEWAY|BIMPLUS)_.*");

  /** {@code _PROD_} for {@code %prod.} */
  private static final Pattern PROFILE = Pattern.compile("^_[A-Z0-9_]+?_(?=(?:GATEWAY|BIMPLUS)_)");

  /** {@code _0_} for {@code [0]} */
  private static final Pattern INDEX = Pattern.compile("_[0-9]+_$");

  private EnvironmentNames() {}

  /**
   * One line for each unknown variable: its name, the nearest setting, and where it was set; never
   * its value.
   */
  public static List<String> warnings(SmallRyeConfig config) {
    SettingNames names = SettingNames.declared();
    Set<String> known = names.variables().collect(Collectors.toSet());
    SettingValues values = new SettingValues(config);
    List<String> lines = new ArrayList<>();
    for (String written : written(config)) {
      String variable = plain(written);
      if (OURS.matcher(variable).matches() && !known.contains(variable)) {
        String remedy =
            SettingNames.nearest(known.stream().sorted(), variable)
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
        lines.add(
            SettingsCheck.shown(
                written + ": is no setting, and ignored" + remedy + values.whereSet(written)));
      }
    }
    return lines;
  }

  private static Set<String> written(SmallRyeConfig config) {
    Set<String> written = new TreeSet<>();
    for (ConfigSource source : config.getConfigSources()) {
      if (source instanceof EnvConfigSource) {
        // Not its property names, which include guesses at what the variables could mean.
        written.addAll(source.getProperties().keySet());
      }
    }
    return written;
  }

  /** The variable without profile prefix and list index. */
  private static String plain(String written) {
    String variable = PROFILE.matcher(SettingNames.variable(written)).replaceFirst("");
    return INDEX.matcher(variable).replaceFirst("");
  }
}
