package dev.bimgate.deployment.advisories;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An advisory in the form of OSV (https://ossf.github.io/osv-schema/), as far as we write it: of
 * Maven's packages, with ranges of versions.
 *
 * @param accepted why it does not concern us, if it does not
 */
record Advisory(String id, String summary, Optional<String> accepted, List<Affected> affected) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A package that is affected.
   *
   * @param purl without a version
   */
  record Affected(String purl, List<VersionRange> ranges) {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is malformed, with what is wrong
   */
  static Advisory read(String json) {
    try {
      return read(JSON.readTree(json));
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException("is no JSON: " + notJson.getOriginalMessage(), notJson);
    }
  }

  private static Advisory read(JsonNode root) {
    String id = text(root, "id");
    String dated = text(root, "modified");
    if (!dated.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ")) {
      throw new IllegalArgumentException("modified is no UTC time such as 2026-11-28T00:00:00Z");
    }
    List<Affected> affected = new ArrayList<>();
    elements(root, "affected").forEach(each -> affected.add(affected(each)));
    return new Advisory(id, text(root, "summary"), accepted(root), affected);
  }

  private static Optional<String> accepted(JsonNode root) {
    JsonNode own = root.path("database_specific");
    return own.has("accepted") ? Optional.of(text(own, "accepted")) : Optional.empty();
  }

  private static Affected affected(JsonNode node) {
    JsonNode part = node.path("package");
    String name = text(part, "name");
    String purl = text(part, "purl");
    if (!text(part, "ecosystem").equals("Maven")
        || !purl.equals("pkg:maven/" + name.replace(':', '/'))) {
      throw new IllegalArgumentException("ecosystem, name and purl differ: " + name);
    }
    if (node.has("versions")) {
      throw new IllegalArgumentException("versions are not read; write them as ranges");
    }
    List<VersionRange> ranges = new ArrayList<>();
    elements(node, "ranges").forEach(each -> ranges.add(range(each)));
    return new Affected(purl, ranges);
  }

  private static VersionRange range(JsonNode node) {
    if (!text(node, "type").equals("ECOSYSTEM")) {
      throw new IllegalArgumentException("only ranges of the type ECOSYSTEM are read");
    }
    List<VersionRange.Event> events = new ArrayList<>();
    for (JsonNode event : elements(node, "events")) {
      if (event.size() != 1) {
        throw new IllegalArgumentException("an event tells one thing: " + event);
      }
      String kind = event.fieldNames().next();
      events.add(VersionRange.Event.of(kind, text(event, kind)));
    }
    return VersionRange.of(events);
  }

  private static String text(JsonNode node, String name) {
    String text = node.path(name).asText("");
    if (text.isBlank()) {
      throw new IllegalArgumentException(name + " is missing or empty");
    }
    return text;
  }

  private static JsonNode elements(JsonNode node, String name) {
    JsonNode list = node.path(name);
    if (!list.isArray() || list.isEmpty()) {
      throw new IllegalArgumentException(name + " is missing or empty");
    }
    return list;
  }
}
