package dev.bimgate.cache.byteform;

import static dev.bimgate.cache.Lists.ANNAS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.cache.HandClock;
import dev.bimgate.cache.Lists;
import dev.bimgate.cache.TestRoute;
import dev.bimgate.cache.http.Vary;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Cacheability;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.Header;
import dev.bimgate.cache.model.Lifetimes;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Rule;
import dev.bimgate.cache.model.User;
import dev.bimgate.cache.model.Validators;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteFormTest {

  private static final CacheKey KEY =
      Lists.projects(
          new Caller(new User("https://i", "änna"), "portal", Set.of("b", "aa")), "team", "?a=1");

  private static final String KEY_FORM =
      "02" // version
          + "01" // a key
          + "0008" // route
          + "50524f4a45435453"
          + "0004" // team
          + "7465616d"
          + "0004" // query
          + "3f613d31"
          + "0000" // no variant
          + "0009" // issuer
          + "68747470733a2f2f69"
          + "0005" // subject
          + "c3a46e6e61"
          + "0006" // app
          + "706f7274616c"
          + "0002" // scopes
          + "00026161"
          + "000162";

  private static final ListResponse ANSWER =
      ListResponse.builder(200, Lists.bytes("[]"), Instant.ofEpochMilli(0x0102030405L))
          .headers(List.of(new Header("Date", "d")))
          .validators(new Validators("\"u\"", null))
          .receivedAge(Duration.ofSeconds(1))
          .cacheability(
              new Cacheability(
                  true,
                  new Lifetimes(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)),
                  Vary.of(List.of("B, a")),
                  List.of(Rule.MAX_AGE)))
          .etag("\"c\"")
          .again(new byte[] {31, -117});

  private static final String ANSWER_FORM =
      "02" // version
          + "02" // a response
          + "00c8" // status
          + "0000000102030405" // arrival
          + "00000000000003e8" // age
          + "01" // stored
          + "01" // windows
          + "0000000000000001"
          + "0000000000000002"
          + "0000000000000003"
          + "0002" // varies by
          + "000161"
          + "000162"
          + "0001" // rules
          + "00074d41585f414745"
          + "010003227522" // upstream's ETag
          + "00" // no Last-Modified
          + "010003226322" // ETag for clients
          + "0001" // headers
          + "000444617465"
          + "000164"
          + "000000025b5d" // body
          + "01000000021f8b"; // gzip form

  /** The route of the shortest keys. */
  private static final String OF_TEAMS = "0005" + "5445414d53";

  /** Issuer, subject and app, all empty. */
  private static final String CALLER = "0000" + "0000" + "0000";

  /** Team, query and variant too. */
  private static final String NO_TEXTS = "0000" + "0000" + "0000" + CALLER;

  private static final String NO_SCOPES = "0000";

  /** Arrival, as late as can be written, and age. */
  private static final String TIMES = "0010000000000000" + "0000000000000000";

  /** Stored, no windows, varies by nothing, no rules, no tags. */
  private static final String BARE = "01" + "00" + "0000" + "0000" + "000000";

  /** Fails when the form has changed: then it needs a new version. */
  @Test
  void aKeyHasTheBytesOfVersion2() throws ByteFormException {
    assertThat(hex(ByteForm.ofKey(KEY))).isEqualTo(KEY_FORM);
  }

  /** Fails when the form has changed: then it needs a new version. */
  @Test
  void aResponseHasTheBytesOfVersion2() throws ByteFormException {
    assertThat(hex(ByteForm.ofResponse(ANSWER))).isEqualTo(ANSWER_FORM);
  }

  @Test
  void aKeyIsReadBack() throws ByteFormException {
    assertThat(ByteForm.key(bytes(KEY_FORM), TestRoute.ALL)).isEqualTo(KEY);
  }

  @Test
  void aKeyOfTeamsIsReadBack() throws ByteFormException {
    assertThat(ByteForm.key(ByteForm.ofKey(Lists.ANNAS_TEAMS), TestRoute.ALL))
        .isEqualTo(Lists.ANNAS_TEAMS);
  }

  @Test
  void everyPartOfAResponseIsReadBack() throws ByteFormException {
    assertThat(ANSWER).hasNoNullFieldsOrProperties();
    assertThat(ByteForm.response(bytes(ANSWER_FORM))).usingRecursiveComparison().isEqualTo(ANSWER);
  }

  @Test
  void whatAResponseLacksItLacksAgain() throws ByteFormException {
    // Given
    ListResponse bare = ListResponse.builder(404, new byte[0], HandClock.START).buildTransient();

    // When
    ListResponse read = ByteForm.response(ByteForm.ofResponse(bare));

    // Then
    assertThat(read).usingRecursiveComparison().isEqualTo(bare);
  }

  @Test
  void noTwoOfManyKeysHaveTheSameBytes() throws ByteFormException {
    // Given: the same characters, cut differently
    List<CacheKey> keys = new ArrayList<>();
    for (String issuer : List.of("", "a", "aa")) {
      for (String app : List.of("", "a", "aa")) {
        for (Set<String> scopes : List.of(Set.<String>of(), Set.of("a"), Set.of("a", "aa"))) {
          Caller caller = new Caller(new User(issuer, "a"), app, scopes);
          keys.add(Lists.teams(caller, "a"));
          keys.add(Lists.projects(caller, "", "a"));
          keys.add(Lists.projects(caller, "a", ""));
        }
      }
    }

    // When
    Set<String> forms = new HashSet<>();
    for (CacheKey key : keys) {
      forms.add(hex(ByteForm.ofKey(key)));
    }

    // Then
    assertThat(forms).hasSameSizeAs(keys);
  }

  /** A replacement character would give two subjects one key. */
  @ParameterizedTest
  @ValueSource(chars = {'\ud800', '\udbff', '\udc00', '\udfff'})
  void aLoneSurrogateHasNoForm(char lone) {
    // Given
    Caller caller = new Caller(new User(Lists.ISSUER, "anna" + lone), "", Set.of());

    // When, then
    assertThatThrownBy(() -> ByteForm.ofKey(Lists.teams(caller, "")))
        .isInstanceOf(ByteFormException.class);
  }

  @Test
  void aPairOfSurrogatesIsATextLikeAnyOther() throws ByteFormException {
    // Given
    Caller caller = new Caller(new User(Lists.ISSUER, "anna \ud83c\udfd7"), "", Set.of());

    // When
    CacheKey read = ByteForm.key(ByteForm.ofKey(Lists.teams(caller, "")), TestRoute.ALL);

    // Then
    assertThat(read.caller()).isEqualTo(caller);
  }

  @Test
  void theLongestTextHasAFormAndALongerOneHasNone() throws ByteFormException {
    // Given
    Caller caller = Lists.ANNA_IN_PORTAL;
    String longest = "q".repeat(65_535);

    // When
    CacheKey read = ByteForm.key(ByteForm.ofKey(Lists.teams(caller, longest)), TestRoute.ALL);

    // Then
    assertThat(read.query()).isEqualTo(longest);
    assertThatThrownBy(() -> ByteForm.ofKey(Lists.teams(caller, longest + "q")))
        .isInstanceOf(ByteFormException.class);
  }

  @Test
  void timesLongerThanAnybodyLivesAreWrittenAsTheLongestThereIs() throws ByteFormException {
    // Given
    Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
    ListResponse response =
        ListResponse.builder(200, new byte[0], HandClock.START)
            .cacheability(
                new Cacheability(
                    true, new Lifetimes(endless, endless, endless), Vary.NONE, List.of()))
            .buildStored();

    // When
    Lifetimes lifetimes =
        ByteForm.response(ByteForm.ofResponse(response)).cacheability().lifetimes();

    // Then
    Duration longest = Duration.ofMillis(1L << 52);
    assertThat(lifetimes).isEqualTo(new Lifetimes(longest, longest, longest));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 599})
  void aResponseOfAnyFinalStatusIsReadBack(int status) throws ByteFormException {
    // Given
    ListResponse response =
        ListResponse.builder(status, new byte[0], HandClock.START).buildTransient();

    // When
    ListResponse read = ByteForm.response(ByteForm.ofResponse(response));

    // Then
    assertThat(read.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Mark", "marked", "\"tag-1\""})
  void aHeaderThatCouldEndItsLineIsNotRead(String text) throws ByteFormException {
    // Given
    ListResponse response =
        ListResponse.builder(200, new byte[0], HandClock.START)
            .headers(List.of(new Header("X-Mark", "marked")))
            .etag("\"tag-1\"")
            .buildStored();
    String form = new String(ByteForm.ofResponse(response), StandardCharsets.ISO_8859_1);
    String split = text.substring(0, 1) + "\r\n" + text.substring(3);

    // When, then
    assertThatThrownBy(
            () ->
                ByteForm.response(form.replace(text, split).getBytes(StandardCharsets.ISO_8859_1)))
        .isInstanceOf(ByteFormException.class)
        .hasMessageContaining("malformed");
  }

  /** Beside the length that the gateway writes, it would be a second one. */
  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "content-length", "Transfer-Encoding", "Connection"})
  void aHeaderThatFramesAMessageIsNotRead(String name) throws ByteFormException {
    // Given
    ListResponse response =
        ListResponse.builder(200, new byte[0], HandClock.START)
            .headers(List.of(new Header(name, "1")))
            .buildStored();
    byte[] form = ByteForm.ofResponse(response);

    // When, then
    assertThatThrownBy(() -> ByteForm.response(form))
        .isInstanceOf(ByteFormException.class)
        .hasMessageContaining("frames a message");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 199, 600, 65_536 + 200})
  void aResponseWithoutAFinalStatusHasNoForm(int status) {
    // Given
    ListResponse response =
        ListResponse.builder(status, new byte[0], HandClock.START).buildTransient();

    // When, then
    assertThatThrownBy(() -> ByteForm.ofResponse(response)).isInstanceOf(ByteFormException.class);
  }

  @Test
  void anArrivalBefore1970HasNoForm() {
    // Given
    ListResponse response =
        ListResponse.builder(200, new byte[0], Instant.ofEpochMilli(-1)).buildTransient();

    // When, then
    assertThatThrownBy(() -> ByteForm.ofResponse(response)).isInstanceOf(ByteFormException.class);
  }

  @Test
  void aFormThatIsCutAnywhereIsRejected() {
    for (int length = 0; length < KEY_FORM.length() / 2; length++) {
      byte[] cut = Arrays.copyOf(bytes(KEY_FORM), length);

      assertThatThrownBy(() -> ByteForm.key(cut, TestRoute.ALL))
          .isInstanceOf(ByteFormException.class);
    }
    for (int length = 0; length < ANSWER_FORM.length() / 2; length++) {
      byte[] cut = Arrays.copyOf(bytes(ANSWER_FORM), length);

      assertThatThrownBy(() -> ByteForm.response(cut)).isInstanceOf(ByteFormException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KEY_FORM + "00", // a byte too many
        ANSWER_FORM, // no key
        "0101" + OF_TEAMS + NO_TEXTS + NO_SCOPES, // another version
        "0201" + "0000" + NO_TEXTS + NO_SCOPES, // a route without a name
        "0201" + "0005" + "7465616d73" + NO_TEXTS + NO_SCOPES, // no such route
        "0201" + OF_TEAMS + "000161" + "0000" + "0000" + CALLER + NO_SCOPES, // teams of a team
        "0201" + OF_TEAMS + NO_TEXTS + "0002" + "000162" + "000161", // scopes out of order
        "0201" + OF_TEAMS + NO_TEXTS + "0002" + "000161" + "000161", // a scope twice
        "0201" + OF_TEAMS + "0000" + "0003eda080" + "0000" + CALLER + NO_SCOPES, // lone surrogate
        "0201" + OF_TEAMS + "0000" + "0002c080" + "0000" + CALLER + NO_SCOPES, // overlong
        "0201" + OF_TEAMS + NO_TEXTS + "ffff", // scopes beyond the end
      })
  void whatIsNoFormOfAKeyIsRejected(String hex) {
    assertThatThrownBy(() -> ByteForm.key(bytes(hex), TestRoute.ALL))
        .isInstanceOf(ByteFormException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ANSWER_FORM + "00", // a byte too many
        KEY_FORM, // no response
        "0102" + "00c8" + TIMES + BARE + "0000" + "00000000" + "00", // another version
        "0202" + "00c7" + TIMES + BARE + "0000" + "00000000" + "00", // status 199
        "0202" + "0258" + TIMES + BARE + "0000" + "00000000" + "00", // status 600
        "0202"
            + "00c8"
            + TIMES
            + "0202"
            + "00000000"
            + "000000"
            + "0000"
            + "00000000"
            + "00", // windows: 2
        "0202" + "00c8" + TIMES + BARE + "0000" + "00000000" + "02", // gzip form: 2
        "0202" + "00c8" + TIMES + BARE + "0000" + "ffffffff" + "00", // body beyond the end
        "0202" + "00c8" + TIMES + BARE + "ffff" + "00000000" + "00", // headers beyond the end
        "0202"
            + "00c8"
            + "ffffffffffffffff0000000000000000"
            + "00000000"
            + "0000"
            + "00000000"
            + "00", // before 1970
        "0202"
            + "00c8"
            + "00100000000000010000000000000000"
            + "00000000"
            + "0000"
            + "00000000"
            + "00", // one more than 2^52
      })
  void whatIsNoFormOfAResponseIsRejected(String hex) {
    assertThatThrownBy(() -> ByteForm.response(bytes(hex))).isInstanceOf(ByteFormException.class);
  }

  /** Shows that each rejection above has one reason. */
  @Test
  void withNothingWrongTheSameFormsAreRead() throws ByteFormException {
    String key = "0201" + OF_TEAMS + NO_TEXTS + NO_SCOPES;
    String response = "0202" + "00c8" + TIMES + BARE + "0000" + "00000000" + "00";

    assertThat(ByteForm.key(bytes(key), TestRoute.ALL).route()).isEqualTo(TestRoute.TEAMS);
    assertThat(ByteForm.response(bytes(response)).status()).isEqualTo(200);
  }

  @Test
  void aFailureCarriesNoStackTraceAndNothingOfTheKey() {
    assertThatThrownBy(() -> ByteForm.ofKey(Lists.projects(ANNAS.caller(), "\ud800", "")))
        .hasMessage("a text that UTF-8 cannot hold")
        .satisfies(failure -> assertThat(failure.getStackTrace()).isEmpty());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
