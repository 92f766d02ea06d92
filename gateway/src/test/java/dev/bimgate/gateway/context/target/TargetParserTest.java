package dev.bimgate.gateway.context.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.context.target.TargetParser.Accepted;
import dev.bimgate.gateway.context.target.TargetParser.Reading;
import dev.bimgate.gateway.context.target.TargetParser.Rejected;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetParserTest {

  private final TargetParser reader = new TargetParser(Set.of("_"), Set.of("/own/path"));

  @ParameterizedTest
  @CsvSource({
    "/v2/t/./x, DOT_SEGMENT",
    "/v2/t/x/.., DOT_SEGMENT",
    "/v2/t/%2E%2e/x, DOT_SEGMENT",
    "/v2/t/.%2e/x, DOT_SEGMENT",
    "/v2/t/a%2Fb, HIDDEN_SEPARATOR",
    "/v2/t/a%5cb, HIDDEN_SEPARATOR",
    "/v2/t/a\\b, HIDDEN_SEPARATOR",
    "/v2/t/%00, HIDDEN_SEPARATOR",
    "/v2/t/%1f, HIDDEN_SEPARATOR",
    "/v2/t/%7F, HIDDEN_SEPARATOR",
    "/v2/t/a;b, PATH_PARAMETER",
    "/v2/t//x, EMPTY_SEGMENT",
    "/v2//teams, EMPTY_SEGMENT",
    "//v2/teams, EMPTY_SEGMENT",
    "/v2/t/x//, EMPTY_SEGMENT",
    "/v2/t/%, BAD_CHARACTER",
    "/v2/t/%4, BAD_CHARACTER",
    "/v2/t/%g0, BAD_CHARACTER",
    "/v2/t/%٠٠, BAD_CHARACTER",
    "/v2/t/<x>, BAD_CHARACTER",
    "v2/teams, BAD_CHARACTER",
    "/v2/teams?a\\b, BAD_QUERY",
    "/v2/teams?a#b, BAD_QUERY",
    "/v2/teams?ä, BAD_QUERY",
    "/v3/teams, UNKNOWN",
    "/v22/teams, UNKNOWN",
    "/v2/Teams, UNKNOWN",
    "/v2/te.am/x, UNKNOWN",
    "/v2/-team/x, UNKNOWN",
    "/v2/%74eam/x, UNKNOWN",
    "/own, UNKNOWN",
    "/own/path/, UNKNOWN",
    "/own/pat%68, UNKNOWN",
    "/own/path/below, UNKNOWN",
    "/own/path?a\\b, BAD_QUERY"
  })
  void thisTargetIsRejectedForThisReason(String target, TargetError error) {
    assertThat(reader.read(target)).isEqualTo(new Rejected(error));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/own/path", "/own/path?a=b", "http://host/own/path"})
  void aPathOfOurOwnPassesOutsideOfV2AndIsOfNoTeam(String target) {
    assertThat(accepted(target).path()).isEqualTo("/own/path");
    assertThat(accepted(target).team()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"teams", "team", "user", "content", ".well-known", "projects", "cross-token"})
  void aGlobalResourceIsNoTeam(String name) {
    RequestTarget target = accepted("/v2/" + name + "/projects");

    assertThat(target.team()).isNull();
  }

  @Test
  void aSlugOf63CharactersIsATeamAndOneOf64IsNobody() {
    String longest = "a".repeat(63);

    assertThat(accepted("/v2/" + longest + "/x").team()).isEqualTo(longest);
    assertThat(reader.read("/v2/" + longest + "a/x")).isEqualTo(new Rejected(TargetError.UNKNOWN));
  }

  @Test
  void theSdksPathWithTwoSlashesPassesAndIsOfNoTeam() {
    RequestTarget target = accepted("/v2//projects?_=1&a=b");

    assertThat(target.team()).isNull();
    assertThat(target.belowBase()).isEqualTo("//projects?a=b");
  }

  @Test
  void rulesMatchThePathDecodedInLowerCaseWithoutATrailingSlash() {
    assertThat(accepted("/v2/t/%50rojects/").rulePath()).isEqualTo("/v2/t/projects");
  }

  @Test
  void theAbsoluteFormIsReadByItsPath() {
    assertThat(accepted("https://any.test/v2/teams?x").belowBase()).isEqualTo("/teams?x");
    assertThat(accepted("HTTP://any.test/v2/teams?x").belowBase()).isEqualTo("/teams?x");
    assertThat(reader.read("https://any.test")).isEqualTo(new Rejected(TargetError.UNKNOWN));
  }

  @Test
  void aPathInTheQueryOfTheAbsoluteFormIsNoPath() {
    assertThat(reader.read("http://any.test?a=/v2/teams"))
        .isEqualTo(new Rejected(TargetError.UNKNOWN));
    assertThat(accepted("http://any.test/v2/teams?a=/v2/user").path()).isEqualTo("/v2/teams");
  }

  private RequestTarget accepted(String target) {
    Reading reading = reader.read(target);
    assertThat(reading).isInstanceOf(Accepted.class);
    return ((Accepted) reading).target();
  }
}
