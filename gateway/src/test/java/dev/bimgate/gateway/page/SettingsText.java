package dev.bimgate.gateway.page;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The tables of settings, one for each group, from an interface that declares them. */
final class SettingsText {

  private static final String DEFAULT = "Default: ";

  /** The form of a value, by its Java type; the page explains these words. */
  private static final Map<Type, String> FORMS =
      Map.of(
          Duration.class, "duration",
          MemorySize.class, "size",
          URI.class, "URL",
          LocalDate.class, "date",
          Path.class, "file",
          String.class, "text",
          int.class, "number",
          boolean.class, "flag");

  private final SourceDocs docs;

  SettingsText(SourceDocs docs) {
    this.docs = docs;
  }

  /** All groups of the interface: its own settings first, then those of each interface inside. */
  String of(Class<?> settings) {
    String prefix = settings.getAnnotation(ConfigMapping.class).prefix();
    List<Setting> all = settings(settings);
    StringBuilder text = new StringBuilder();
    append(text, prefix, docs.of(settings), all);
    for (Method method : docs.inOrder(settings.getDeclaredMethods())) {
      append(text, prefix + "." + skewered(method), docs.of(settings, method.getName()), all);
    }
    return text.toString();
  }

  private static void append(
      StringBuilder text, String group, List<String> about, List<Setting> all) {
    List<Setting> settings = all.stream().filter(setting -> setting.isIn(group)).toList();
    if (settings.isEmpty()) {
      return;
    }
    text.append("## `").append(group).append("`\n\n").append(about.get(0)).append("\n\n");
    text.append("| setting | form | default | meaning |\n|---|---|---|---|\n");
    settings.forEach(setting -> text.append(setting.row()));
    text.append('\n');
  }

  /**
   * A setting as a row of the page.
   *
   * @param order its position in the source
   */
  private record Setting(String name, String form, String value, String meaning, int order) {

    /** Whether this is one of {@code bimplus.…}, or of {@code bimplus.oidc.…} with all below. */
    boolean isIn(String group) {
      String rest = name.startsWith(group + ".") ? name.substring(group.length() + 1) : "";
      return !rest.isEmpty() && (group.contains(".") || !rest.contains("."));
    }

    String row() {
      return "| `%s` | %s | %s | %s |\n".formatted(name, form, value, meaning);
    }
  }

  private List<Setting> settings(Class<?> declared) {
    List<Setting> settings = new ArrayList<>();
    ConfigMappings.getProperties(ConfigClass.configClass(declared))
        .forEach((name, property) -> settings.add(setting(name, property)));
    return settings.stream()
        .filter(setting -> !setting.name().endsWith("[*]"))
        .sorted(Comparator.comparing(Setting::order).thenComparing(Setting::name))
        .toList();
  }

  private Setting setting(String name, Property property) {
    Method method = property.getMethod();
    List<String> told = docs.of(method.getDeclaringClass(), method.getName());
    String meaning =
        told.stream()
            .filter(paragraph -> !paragraph.startsWith(DEFAULT))
            .collect(Collectors.joining(" "));
    return new Setting(
        name,
        form(method.getGenericReturnType()),
        value(property, told),
        meaning,
        docs.order(method));
  }

  private static String value(Property property, List<String> told) {
    if (property.hasDefaultValue()) {
      return "`" + property.getDefaultValue() + "`";
    }
    return told.stream()
        .filter(paragraph -> paragraph.startsWith(DEFAULT))
        .map(paragraph -> paragraph.substring(DEFAULT.length()).replaceFirst("\\.$", ""))
        .findFirst()
        .orElse("none");
  }

  private static String form(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type inner = generic.getActualTypeArguments()[0];
      return generic.getRawType() == Set.class ? "list" : form(inner);
    }
    if (type instanceof Class<?> word && word.isEnum()) {
      return "word";
    }
    return Optional.ofNullable(FORMS.get(type))
        .orElse(((Class<?>) type).getSimpleName().toLowerCase(Locale.ROOT));
  }

  private static String skewered(Method method) {
    return method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
