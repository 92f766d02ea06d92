package dev.bimgate.client;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A project as one user sees it: {@code rights} and the like are that user's. Identifier and name
 * are empty when Bimplus sends none.
 *
 * @param id Bimplus's identifier
 * @param name the project's name
 * @param description {@code shortDescr} in JSON
 * @param teamName name of the team it belongs to
 * @param teamSlug slug of the team it belongs to
 * @param hasWriteAccess whether the user of the token may write
 * @param created when it was created, as Bimplus writes it
 * @param changed when it was last changed, as Bimplus writes it
 * @param others every other member, unchanged, by name; {@code teamWorksConnection} is removed
 */
public record Project(
    @JsonProperty("id") String id,
    @JsonProperty("name") String name,
    @JsonProperty("shortDescr") @Nullable String description,
    @JsonProperty("teamName") @Nullable String teamName,
    @JsonProperty("teamSlug") @Nullable String teamSlug,
    @JsonProperty("hasWriteAccess") @Nullable Boolean hasWriteAccess,
    @JsonProperty("created") @Nullable String created,
    @JsonProperty("changed") @Nullable String changed,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> others) {

  public Project {
    id = Objects.requireNonNullElse(id, "");
    name = Objects.requireNonNullElse(name, "");
    others = AdditionalProperties.of(others);
  }
}
