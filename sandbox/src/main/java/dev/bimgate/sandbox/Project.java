package dev.bimgate.sandbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;

/** A project of a team and the members that may see it. */
final class Project {

  private final String id;
  private final String createdBy;
  private final long createdVersion;
  private final int salt;
  private final Set<String> seenBy = new LinkedHashSet<>();
  private String name;
  private long changedVersion;
  private String changedBy;
  private boolean recycled;

  Project(String id, String name, String createdBy, long version, int salt) {
    this.id = id;
    this.name = name;
    this.createdBy = createdBy;
    this.createdVersion = version;
    this.salt = salt;
    this.changedBy = createdBy;
    this.changedVersion = version;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  Set<String> seenBy() {
    return seenBy;
  }

  boolean recycled() {
    return recycled;
  }

  void rename(String newName, String by, long version) {
    name = newName;
    touch(by, version);
  }

  /** Moves the project to the recycle bin, or out of it. */
  void recycle(boolean inBin) {
    recycled = inBin;
  }

  void touch(String by, long version) {
    changedBy = by;
    changedVersion = version;
  }

  /** The project as that account sees it, with the account's rights. */
  JsonObject json(Team team, Account asking, boolean disciplines) {
    Random random = new Random(salt);
    boolean writes = asking.name().equals(createdBy) || (asking.name().hashCode() ^ salt) % 2 == 0;
    long size = 1_000_000L + random.nextInt(900_000_000);
    JsonObject json =
        new JsonObject()
            .put("id", id)
            .put("name", name)
            .put("shortDescr", name + ", " + team.slug())
            .put("teamName", team.slug())
            .put("teamSlug", team.slug())
            .put("hasWriteAccess", writes)
            .put("thumbnail", "/v2/" + team.slug() + "/projects/" + id + "/thumbnail")
            .put("created", World.instantOf(createdVersion).toString())
            .put("createdBy", createdBy)
            .put("changed", World.instantOf(changedVersion).toString())
            .put("changedBy", changedBy)
            .put("address", Names.address(random))
            .put("modelCount", 1 + random.nextInt(20))
            .put("memberCount", seenBy.size())
            .put("topicCount", random.nextInt(200))
            .put("attachmentCount", random.nextInt(50))
            .put("size", size)
            .put("sizeInMB", size / 1_000_000)
            .put("rights", rights(asking, writes));
    if (disciplines) {
      json.put("disciplines", new JsonArray().add("Architecture").add("Structure").add("MEP"));
    }
    return json.put("version", team.version());
  }

  private JsonObject rights(Account asking, boolean writes) {
    return new JsonObject()
        .put("user", asking.subject())
        .put("read", true)
        .put("write", writes)
        .put("delete", asking.name().equals(createdBy));
  }
}
