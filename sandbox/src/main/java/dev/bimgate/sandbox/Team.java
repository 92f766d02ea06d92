package dev.bimgate.sandbox;

import dev.bimgate.sandbox.wire.Sha256;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A team: its members, its projects, and a version that increases with each write. */
final class Team {

  private final String id;
  private final String slug;
  private final String owner;
  private final Set<String> members = new LinkedHashSet<>();
  private final Map<String, Project> projects = new LinkedHashMap<>();
  private String displayName;
  private long version = 1;

  Team(String id, String slug, String displayName, String owner) {
    this.id = id;
    this.slug = slug;
    this.displayName = displayName;
    this.owner = owner;
  }

  String id() {
    return id;
  }

  String slug() {
    return slug;
  }

  Set<String> members() {
    return members;
  }

  boolean has(Account account) {
    return members.contains(account.name());
  }

  void rename(String name) {
    displayName = name;
  }

  void add(Project project) {
    projects.put(project.id(), project);
  }

  void remove(Project project) {
    projects.remove(project.id());
  }

  @Nullable Project project(String projectId) {
    return projects.get(projectId);
  }

  /** What that account may see, in the recycle bin or out of it. */
  List<Project> projectsOf(Account account, boolean recycled) {
    List<Project> seen = new ArrayList<>();
    for (Project project : projects.values()) {
      if (project.recycled() == recycled && project.seenBy().contains(account.name())) {
        seen.add(project);
      }
    }
    return seen;
  }

  long version() {
    return version;
  }

  long changed() {
    return ++version;
  }

  /** The team as its member sees it, database password included. */
  JsonObject json(Account asking, long teamsVersion) {
    int storage = Math.floorMod(slug.hashCode(), 900) + 100;
    return new JsonObject()
        .put("id", id)
        .put("slug", slug)
        .put("name", slug)
        .put("displayname", displayName)
        .put("owner", owner)
        .put("totalStorage", storage * 1_000_000L)
        .put("storageStats", new JsonObject().put("used", storage * 10_000L).put("unit", "byte"))
        .put("status", "Active")
        .put("teamWorksConnection", connection())
        .put("dataStorageStatus", "Ok")
        .put("public", false)
        .put(
            "rights",
            new JsonObject()
                .put("user", asking.subject())
                .put("read", true)
                .put("administrate", asking.name().equals(owner)))
        .put("accountType", "Team")
        .put("ismyteam", asking.name().equals(owner))
        .put("version", teamsVersion);
  }

  private String connection() {
    String text =
        "Data Source=db-"
            + slug
            + ".invalid;Initial Catalog="
            + slug
            + ";User ID=tw_"
            + slug
            + ";Password="
            + Sha256.hex(id.getBytes(StandardCharsets.UTF_8)).substring(0, 20);
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
