package dev.bimgate.gateway.redaction;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;
import io.vertx.core.buffer.Buffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactingBodyTest {

  private static final Set<String> NAMES = Set.of("teamWorksConnection");
  private static final String TEAM = "{\"id\":1,\"teamWorksConnection\":\"secret\"}";

  private static RedactingBody body(BodyKind kind, @Nullable String coding) {
    return RedactingBody.of(kind, coding, NAMES).orElseThrow();
  }

  private static Buffer whole(RedactingBody body, Buffer coded) throws MalformedBodyException {
    Buffer output = Buffer.buffer();
    try (body) {
      body.feed(coded);
      while (body.step(output)) {}
      body.finish();
    }
    return output;
  }

  private static String read(BodyKind kind, Buffer coded) throws MalformedBodyException {
    return whole(body(kind, null), coded).toString(UTF_8);
  }

  private static void assertRefused(BodyKind kind, Buffer coded, Fault fault) {
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> read(kind, coded))
        .matches(e -> e.fault() == fault);
    assertThatExceptionOfType(MalformedBodyException.class)
        .as("byte by byte")
        .isThrownBy(() -> readByteByByte(kind, coded));
  }

  private static String readByteByByte(BodyKind kind, Buffer coded) throws MalformedBodyException {
    Buffer output = Buffer.buffer();
    RedactingBody body = body(kind, null);
    for (int at = 0; at < coded.length(); at++) {
      body.feed(coded.slice(at, at + 1));
      while (body.step(output)) {
        assertThat(output.toString(UTF_8)).doesNotContain("secret");
      }
    }
    body.finish();
    return output.toString(UTF_8);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "identity", "Identity "})
  void anUncodedBodyIsRedactedAsItIs(@Nullable String coding) throws Exception {
    Buffer output = whole(body(BodyKind.JSON, coding), Buffer.buffer(TEAM));

    assertThat(output).hasToString("{\"id\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "GZIP", "x-gzip", " gzip "})
  void gzipIsDecoded(String coding) throws Exception {
    Buffer coded = Buffer.buffer(Gzip.member(TEAM));

    Buffer output = whole(body(BodyKind.JSON, coding), coded);

    assertThat(output).hasToString("{\"id\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "zstd", "gzip, gzip", "gzip,identity", "gzip;q=1", "*"})
  void anyOtherCodingIsUnsupported(String coding) {
    assertThat(RedactingBody.of(BodyKind.JSON, coding, NAMES)).isEmpty();
  }

  @Test
  void declaredGzipThatIsNoneIsRejected() {
    assertThatExceptionOfType(MalformedBodyException.class)
        .isThrownBy(() -> whole(body(BodyKind.JSON, "gzip"), Buffer.buffer(TEAM)))
        .matches(e -> e.fault() == Fault.NOT_GZIP);
  }

  @Test
  void undeclaredGzipIsRejected() {
    assertRefused(BodyKind.JSON, Buffer.buffer(Gzip.member(TEAM)), Fault.NOT_JSON);
  }

  @Test
  void aStepYieldsLittleWhateverTheChunkInflatesTo() throws Exception {
    RedactingBody body = body(BodyKind.JSON, "gzip");
    body.feed(Buffer.buffer(Gzip.member("[" + " ".repeat(10_000_000) + "]")));
    Buffer output = Buffer.buffer();

    body.step(output);

    assertThat(output.length()).isEqualTo(RedactingBody.STEP_BYTES);
    body.close();
  }

  @Test
  void nothingComesOutOfABrokenBody() {
    RedactingBody body = body(BodyKind.OTHER, null);
    Buffer output = Buffer.buffer();
    body.feed(Buffer.buffer("<teamWorksConnection>secret"));
    assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(() -> body.step(output));

    body.feed(Buffer.buffer("secret"));

    assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(() -> body.step(output));
    assertThatExceptionOfType(MalformedBodyException.class).isThrownBy(body::finish);
    assertThat(output.length()).isZero();
  }

  @Test
  void anEmptyBodyIsMalformedOnlyWhereJsonIsDeclared() throws Exception {
    assertRefused(BodyKind.JSON, Buffer.buffer(), Fault.CUT_SHORT);
    assertThat(read(BodyKind.UNDECLARED, Buffer.buffer())).isEmpty();
    assertThat(read(BodyKind.OTHER, Buffer.buffer())).isEmpty();
  }

  @Test
  void aBodyOfNoDeclaredTypeMustBeJson() throws Exception {
    assertThat(read(BodyKind.UNDECLARED, Buffer.buffer(TEAM))).isEqualTo("{\"id\":1}");
    assertRefused(BodyKind.UNDECLARED, Buffer.buffer("<html>"), Fault.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(strings = {TEAM, " \r\n\t" + TEAM})
  void jsonUnderAnotherTypeIsRedacted(String document) throws Exception {
    String redacted = document.replace(TEAM, "{\"id\":1}");

    assertThat(read(BodyKind.OTHER, Buffer.buffer(document))).isEqualTo(redacted);
    assertThat(readByteByByte(BodyKind.OTHER, Buffer.buffer(document))).isEqualTo(redacted);
  }

  @Test
  void malformedJsonUnderAnotherTypeIsRejected() {
    assertRefused(BodyKind.OTHER, Buffer.buffer("{\"a\":secret}"), Fault.NOT_JSON);
    assertRefused(BodyKind.OTHER, Buffer.buffer("\ufeff" + TEAM), Fault.NOT_JSON);
    assertRefused(BodyKind.OTHER, Buffer.buffer(TEAM.getBytes(UTF_16BE)), Fault.NOT_JSON);
    assertRefused(BodyKind.OTHER, Buffer.buffer(TEAM.getBytes(UTF_16LE)), Fault.NOT_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<team><teamWorksConnection>secret</teamWorksConnection></team>",
        "<team TEAMworksCONNECTION='secret'/>",
        "id;teamWorksConnection\r\n1;secret",
        "callback({\"teamWorksConnection\":\"secret\"})"
      })
  void aRedactedNameInAnythingElseIsRejected(String text) {
    assertRefused(BodyKind.OTHER, Buffer.buffer(text), Fault.NAME_IN_OTHER_FORM);
    assertRefused(BodyKind.OTHER, Buffer.buffer(text.getBytes(UTF_16LE)), Fault.NAME_IN_OTHER_FORM);
  }

  @Test
  void anythingElsePassesUnchanged() throws Exception {
    String page = "<html>\0 502: teamWorks Connection failed </html>";

    assertThat(read(BodyKind.OTHER, Buffer.buffer(page))).isEqualTo(page);
    assertThat(readByteByByte(BodyKind.OTHER, Buffer.buffer(page))).isEqualTo(page);
  }

  @Test
  void anOpaqueBodyIsNotReadAtAll() {
    assertThatIllegalArgumentException().isThrownBy(() -> body(BodyKind.OPAQUE, null));
  }
}
