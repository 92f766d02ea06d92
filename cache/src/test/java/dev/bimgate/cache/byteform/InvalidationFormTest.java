package dev.bimgate.cache.byteform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.cache.Lists;
import dev.bimgate.cache.TestRoute;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InvalidationFormTest {

  private static final User USER = new User("https://i", "änna");
  private static final Caller CALLER = new Caller(USER, "app", Set.of("b", "aa"));

  private static final String OF_WRITE =
      "02" // version
          + "03" // an invalidation
          + "0005" // reason
          + "5752495445";
  private static final String PROJECTS = "0008" + "50524f4a45435453";
  private static final String TEAMS = "0005" + "5445414d53";
  private static final String TEAM = "0004" + "7465616d";
  private static final String USER_FORM = "0009" + "68747470733a2f2f69" + "0005" + "c3a46e6e61";
  private static final String CALLER_FORM =
      USER_FORM + "0003" + "617070" + "0002" + "00026161" + "000162";

  /** Fails when the form has changed: then it needs a new version. */
  @ParameterizedTest
  @MethodSource("scopes")
  void anInvalidationHasTheBytesOfVersion2(Scope scope, String form) throws ByteFormException {
    assertThat(hex(ByteForm.ofInvalidation(new Invalidation(scope, Reason.WRITE))))
        .isEqualTo(OF_WRITE + form);
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void anInvalidationIsReadBack(Scope scope, String form) throws ByteFormException {
    assertThat(read(OF_WRITE + form)).isEqualTo(new Invalidation(scope, Reason.WRITE));
  }

  static Stream<Arguments> scopes() {
    CacheKey key = CacheKey.of(TestRoute.PROJECTS, CALLER, "team", "?a=1");
    return Stream.of(
        Arguments.of(Scope.EVERYTHING, "00"),
        Arguments.of(Scope.route(TestRoute.TEAMS), "01" + TEAMS),
        Arguments.of(Scope.team(TestRoute.PROJECTS, "team"), "02" + PROJECTS + TEAM),
        Arguments.of(Scope.user(USER), "03" + USER_FORM),
        Arguments.of(Scope.caller(CALLER), "04" + CALLER_FORM),
        Arguments.of(
            Scope.key(key), "05" + PROJECTS + TEAM + "0004" + "3f613d31" + "0000" + CALLER_FORM));
  }

  /** A kind of scope that the form lacks would not reach other gateways. */
  @Test
  void everyKindOfScopeHasAForm() {
    List<Class<?>> kinds = scopes().<Class<?>>map(each -> each.get()[0].getClass()).toList();

    assertThat(kinds).containsExactlyInAnyOrder(Scope.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @EnumSource
  void everyReasonIsReadBack(Reason reason) throws ByteFormException {
    var invalidation = new Invalidation(Scope.EVERYTHING, reason);

    assertThat(ByteForm.invalidation(ByteForm.ofInvalidation(invalidation), TestRoute.ALL))
        .isEqualTo(invalidation);
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void noPartOfAFormIsAnInvalidation(Scope scope, String form) {
    byte[] bytes = bytes(OF_WRITE + form);

    for (int length = 0; length < bytes.length; length++) {
      byte[] part = Arrays.copyOf(bytes, length);

      assertThatThrownBy(() -> ByteForm.invalidation(part, TestRoute.ALL))
          .isInstanceOf(ByteFormException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01030005575249544500", // another version
        "02010005575249544500", // a key
        "020300055752495445" + "06", // no such scope
        "0203000557524954" + "46" + "00", // no such reason
        "020300055752495445" + "0000", // trailing byte
        "020300055752495445" + "02" + TEAMS + TEAM, // a team where there is none
        "020300055752495445" + "01" + TEAM, // no such route
      })
  void anythingElseIsRejected(String form) {
    assertThatThrownBy(() -> read(form)).isInstanceOf(ByteFormException.class);
  }

  /** An invalidation of one variant would leave the others under its primary key. */
  @Test
  void theKeyOfAVariantIsRejected() {
    String variant = "05" + PROJECTS + TEAM + "0000" + "000176" + CALLER_FORM;

    assertThatThrownBy(() -> read(OF_WRITE + variant)).isInstanceOf(ByteFormException.class);
  }

  @Test
  void aTeamOfARouteWithoutTeamsHasNoForm() {
    var invalidation = new Invalidation(Scope.team(TestRoute.TEAMS, "team"), Reason.WRITE);

    assertThatThrownBy(() -> ByteForm.ofInvalidation(invalidation))
        .isInstanceOf(ByteFormException.class);
  }

  /** A replacement character would invalidate the lists of somebody else. */
  @Test
  void aTextThatUtf8CannotHoldHasNoForm() {
    var user = new User(Lists.ISSUER, "\ud800");

    assertThatThrownBy(
            () -> ByteForm.ofInvalidation(new Invalidation(Scope.user(user), Reason.LOGOUT)))
        .isInstanceOf(ByteFormException.class);
  }

  private static Invalidation read(String form) throws ByteFormException {
    return ByteForm.invalidation(bytes(form), TestRoute.ALL);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
