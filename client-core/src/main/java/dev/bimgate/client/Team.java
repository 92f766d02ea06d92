package dev.bimgate.client;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A team as its member sees it; identifier, slug and name are empty when Bimplus sends none.
 *
 * @param id Bimplus's identifier
 * @param slug the short name in paths
 * @param name the team's name
 * @param displayName the name to show, {@code displayname} in JSON
 * @param status as Bimplus sends it
 * @param accountType as Bimplus sends it
 * @param others every other member, unchanged, by name; {@code teamWorksConnection}, which holds a
 *     database password, is removed at every depth
 */
public record Team(
    @JsonProperty("id") String id,
    @JsonProperty("slug") String slug,
    @JsonProperty("name") String name,
    @JsonProperty("displayname") @Nullable String displayName,
    @JsonProperty("status") @Nullable String status,
    @JsonProperty("accountType") @Nullable String accountType,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> others) {

  public Team {
    id = Objects.requireNonNullElse(id, "");
    slug = Objects.requireNonNullElse(slug, "");
    name = Objects.requireNonNullElse(name, "");
    others = AdditionalProperties.of(others);
  }
}
