package dev.bimgate.gateway.redaction;

import static dev.bimgate.gateway.redaction.RedactedText.redacted;
import static dev.bimgate.gateway.redaction.RedactedText.redactedInTwo;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;
import java.io.ByteArrayOutputStream;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonRedactorTest {

  /** In the tables, X is the name to remove and ' is a quote. */
  private static String json(String shorthand) {
    String text = shorthand.replace("X", RedactedText.NAME).replace('\'', '"');
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static Arguments row(String document, String redacted) {
    return Arguments.of(json(document), json(redacted));
  }

  static Stream<Arguments> removals() {
    return Stream.of(
        row("{'X':1,'a':2,'b':3}", "{'a':2,'b':3}"),
        row("{'a':2,'X':1,'b':3}", "{'a':2,'b':3}"),
        row("{'a':2,'b':3,'X':1}", "{'a':2,'b':3}"),
        row("{'X':1}", "{}"),
        row("{'X':1,'X':2}", "{}"),
        row("{'X':1,'X':2,'a':3,'X':4,'X':5}", "{'a':3}"),
        row("{'a':1,'X':2,'X':3,'b':4}", "{'a':1,'b':4}"),
        row("{\n  'a': 1,\n  'X': 2,\n  'b': 3\n}", "{\n  'a': 1,\n  'b': 3\n}"),
        row("{\n  'X': 1,\n  'b': 3\n}", "{\n  'b': 3\n}"),
        row("{\n  'a': 1,\n  'X': 2\n}", "{\n  'a': 1\n}"),
        row("{ 'X' : 1 }", "{  }"),
        row("{'a':1 , 'X' : 2 , 'b':3}", "{'a':1  , 'b':3}"),
        row("{'X':{'a':[1,{'X':2}],'b':3},'c':4}", "{'c':4}"),
        row("{'X':[[[]]],'c':[{'X':'}]'}]}", "{'c':[{}]}"),
        row("{'X':'a\\'b\\\\','c':true}", "{'c':true}"),
        row("{'X':-0.5e+10,'c':null}", "{'c':null}"),
        row("{'X':null}", "{}"),
        row("{'X':\n'v'\n,'c':false}", "{\n'c':false}"),
        row("[{'X':1},{'a':{'X':1}},[{'X':1,'b':[]}]]", "[{},{'a':{}},[{'b':[]}]]"),
        row("{'a':{'b':{'X':1,'c':{'X':2,'d':3}}}}", "{'a':{'b':{'c':{'d':3}}}}"),
        row("{'a':{},'X':{}}", "{'a':{}}"),
        row("{'a':{'X':1},'X':{}}", "{'a':{}}"),
        row("{'XX':1,'x':'X','teamWorks':2,'':3}", "{'XX':1,'x':'X','teamWorks':2,'':3}"),
        row("['X',{'a':'X'},'X']", "['X',{'a':'X'},'X']"),
        row("{'a':'{\\'X\\':1}'}", "{'a':'{\\'X\\':1}'}"));
  }

  static Stream<Arguments> spellings() {
    return Stream.of(
            "\\u0074eamWorksConnection",
            "team\\u0057orksConnectio\\u006E",
            "\\u0074\\u0065\\u0061\\u006d\\u0057\\u006f\\u0072\\u006b\\u0073\\u0043\\u006f\\u006e\\u006e"
                + "\\u0065\\u0063\\u0074\\u0069\\u006f\\u006e",
            "TeamWorksConnection",
            "TEAMWORKSCONNECTION",
            "teamworksconnection",
            "\\u0054EAMworks\\u0043onnection")
        .map(name -> row("{'a':1,'" + name + "':'secret','b':2}", "{'a':1,'b':2}"));
  }

  static Stream<Arguments> everyRemoval() {
    return Stream.concat(removals(), spellings());
  }

  @ParameterizedTest
  @MethodSource("everyRemoval")
  void removesMembersAndNothingElse(String document, String expected) throws Exception {
    assertThat(redacted(document)).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("everyRemoval")
  void splitsBetweenAnyTwoBytesChangeNothing(String document, String expected) throws Exception {
    for (int split = 0; split <= document.length(); split++) {
      assertThat(redactedInTwo(document, split)).as("split at %d", split).isEqualTo(expected);
    }
    assertThat(redacted(document.getBytes(ISO_8859_1), 1)).as("byte by byte").isEqualTo(expected);
  }

  static Stream<String> legalDocuments() {
    return Stream.of(
            "0",
            "-0",
            "-0.0E-0",
            "12.50e007",
            "1E400",
            "true",
            "false",
            "null",
            "''",
            " \t\r\n[]\n",
            "{}",
            "[{},[],'',0]",
            "'\\b\\f\\n\\r\\t\\/\\\\\\'\\u12aF'",
            "'\\ud83d\\ude00'",
            "'\\ud83d'",
            "'\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff'",
            "{'\u00e4\ud83d\ude00':'\u20ac'}",
            "{'a' : 1.0 , 'a':1.00,\r\n'b':\t[ ]}")
        .map(JsonRedactorTest::json);
  }

  @ParameterizedTest
  @MethodSource("legalDocuments")
  void legalDocumentsPassUnchanged(String document) throws Exception {
    assertThat(redacted(document)).isEqualTo(document);
    assertThat(redacted(document.getBytes(ISO_8859_1), 1)).isEqualTo(document);
  }

  static Stream<String> malformedDocuments() {
    return Stream.of(
            Stream.of(
                "", " ", "{", "[", "'", "'a", "{'a'", "{'a':", "{'a':1", "{'a':1,", "[1", "[1,"),
            Stream.of(
                "-", "1.", "1e", "1e+", ".5", "+1", "01", "-01", "0x1", "1.e1", "--1", "1..2"),
            Stream.of(
                "nul", "nulL", "True", "truefalse", "NaN", "Infinity", "-Infinity", "undefined"),
            Stream.of(
                "[1,]", "[,1]", "[1 2]", "[1,,2]", "]", "[}", "[1}", "{]", "}", "[]]", "[] []"),
            Stream.of(
                "{'a':1,}", "{,'a':1}", "{'a' 1}", "{'a',1}", "{'a':1 'b':2}", "{a:1}", "{1:2}"),
            Stream.of(
                "{'X':1,}", "{'X':}", "{'X'}", "{'X':1 'a':2}", "{'X':tru}", "{'X':[}", "{'X':'"),
            Stream.of(
                "{'a'::1}", "{'a':1}}", "{null:1}", "{'a':1,'X':2,}", "{'X':01}", "{'X':'\\q'}"),
            Stream.of(
                "1 2", "1,2", "'a''b'", "{} x", "//c\n1", "/*c*/1", "#\n1", "1;", "[1]\0", "\0[1]"),
            Stream.of(
                "'\t'", "'\n'", "'\0'", "'\u001f'", "'\\x41'", "'\\'", "'\\u12'", "'\\u12g4'"),
            Stream.of("'\\U0041'", "\u000b1", "\u00a01", "\f1", "\ufeff{}", "`a`", "{'\t':1}"))
        .flatMap(row -> row)
        .map(JsonRedactorTest::json);
  }

  static Stream<String> malformedUtf8() {
    return Stream.of(
            "\u0080",
            "\u00bf",
            "\u00c0\u0080",
            "\u00c1\u00bf",
            "\u00c2",
            "\u00c2A",
            "\u00c2\u00c2",
            "\u00e0\u0080\u0080",
            "\u00e0\u009f\u00bf",
            "\u00e2\u0082",
            "\u00ed\u00a0\u0080",
            "\u00ed\u00bf\u00bf",
            "\u00f0\u0080\u0080\u0080",
            "\u00f0\u008f\u00bf\u00bf",
            "\u00f4\u0090\u0080\u0080",
            "\u00f5\u0080\u0080\u0080",
            "\u00f8\u0088\u0080\u0080\u0080",
            "\u00fe",
            "\u00ff")
        .map(bytes -> "\"" + bytes + "\"");
  }

  static Stream<String> everyMalformation() {
    return Stream.concat(malformedDocuments(), malformedUtf8());
  }

  @ParameterizedTest
  @MethodSource("everyMalformation")
  void malformedDocumentsAreRejected(String document) {
    assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(() -> redacted(document));
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> redacted(document.getBytes(ISO_8859_1), 1));
  }

  @Test
  void utf16IsRejected() {
    String document = new String("{\"a\":1}".getBytes(UTF_16BE), ISO_8859_1);

    assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(() -> redacted(document));
  }

  @Test
  void nothingComesOutBehindTheFirstWrongByte() throws Exception {
    byte[] bytes = json("{'a':1,}  {'b':2}").getBytes(ISO_8859_1);
    JsonRedactor redactor = new JsonRedactor(Set.of(RedactedText.NAME));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    redactor.feed(bytes, 0, 7, output::write);

    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> redactor.feed(bytes, 7, 8, output::write));
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> redactor.feed(bytes, 8, 10, output::write));
    assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(redactor::finish);

    assertThat(output.toString(ISO_8859_1)).isEqualTo(json("{'a':1"));
  }

  @Test
  void theOutputOfATruncatedDocumentHoldsNothingOfTheMember() throws Exception {
    byte[] bytes = json("{'a':1,'X':'secret','b':2}").getBytes(ISO_8859_1);
    for (int cut = 0; cut < bytes.length; cut++) {
      JsonRedactor redactor = new JsonRedactor(Set.of(RedactedText.NAME));
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      redactor.feed(bytes, 0, cut, output::write);

      assertThat(json("{'a':1,'b':2}")).startsWith(output.toString(ISO_8859_1));
      assertThatExceptionOfType(MalformedBodyException.class)
          .isThrownBy(redactor::finish)
          .matches(e -> e.fault() == Fault.CUT_SHORT);
    }
  }

  @Test
  void nestingIsBounded() throws Exception {
    String deepest = "[".repeat(JsonRedactor.MAX_DEPTH) + "]".repeat(JsonRedactor.MAX_DEPTH);

    assertThat(redacted(deepest)).isEqualTo(deepest);
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> redacted("[" + deepest + "]"))
        .matches(e -> e.fault() == Fault.TOO_DEEP);
  }

  @Test
  void nestingIsBoundedInsideRemovedMembersToo() {
    String deep = "[".repeat(JsonRedactor.MAX_DEPTH) + "]".repeat(JsonRedactor.MAX_DEPTH);

    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> redacted(json("{'X':" + deep + "}")))
        .matches(e -> e.fault() == Fault.TOO_DEEP);
  }

  @Test
  void severalNamesAreRemovedAlsoWhenOneBeginsTheOther() throws Exception {
    JsonRedactor redactor = new JsonRedactor(Set.of("a", "ab", "\ud83d\ude00", "\u00c4", ""));
    byte[] bytes =
        json("{'A':1,'ab':2,'abc':3,'b':4,'\ud83d\ude00':5,'\\ud83d\\uDE00':6,'\u00e4':7,'':8}")
            .getBytes(ISO_8859_1);
    ByteArrayOutputStream output = new ByteArrayOutputStream();

    redactor.feed(bytes, 0, bytes.length, output::write);
    redactor.finish();

    assertThat(output.toString(ISO_8859_1)).isEqualTo(json("{'abc':3,'b':4}"));
  }

  @Test
  void overlongWhitespaceBehindACommaMovesInFrontOfIt() throws Exception {
    String space = " ".repeat(JsonRedactor.MAX_HELD_WHITESPACE_BYTES + 1);
    String document = json("{'a':1," + space + "'b':2}");

    assertThat(redacted(document)).isEqualTo(document);
    assertThat(redactedInTwo(document, document.indexOf("\"b\"")))
        .isEqualTo(json("{'a':1" + space + ",'b':2}"));
  }

  @Test
  void theExceptionQuotesNothingOfTheBody() {
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> redacted("{\"secret\":secret}"))
        .withMessage("body of upstream: not JSON")
        .matches(e -> e.getStackTrace().length == 0);
  }
}
