package dev.bimgate.deployment.advisories;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is in the product, as its bill of materials (CycloneDX) tells it. */
record Bom(List<Part> parts) {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Pattern PURL =
      Pattern.compile("(pkg:maven/([^/@?]+)/([^/@?]+))@([^@?]+)(\\?.*)?");

  /**
   * A library.
   *
   * @param purl without its version
   */
  record Part(String purl, String group, String artifact, String version) {

    String name() {
      return group + ":" + artifact;
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it names no library, or one that is not Maven's
   */
  static Bom read(String json) {
    List<Part> parts = new ArrayList<>();
    try {
      for (JsonNode component : JSON.readTree(json).path("components")) {
        parts.add(part(component.path("purl").asText("")));
      }
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException("the BOM is no JSON", notJson);
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("the BOM has no components");
    }
    return new Bom(parts);
  }

  private static Part part(String purl) {
    Matcher read = PURL.matcher(purl);
    if (!read.matches()) {
      throw new IllegalArgumentException("a component of the BOM is no package of Maven: " + purl);
    }
    return new Part(read.group(1), read.group(2), read.group(3), read.group(4));
  }
}
