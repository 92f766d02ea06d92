package dev.bimgate.gateway.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** No upstream body brings a redacted member out, or exhausts the redactor. */
class RedactionFuzzTest {

  /** Short, so that the fuzzer finds it. */
  private static final String NAME = "tw";

  private static final int MAX_OUTPUT = 1 << 20;
  private static final ObjectMapper JACKSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  static {
    JACKSON
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(JsonRedactor.MAX_DEPTH).build());
  }

  @FuzzTest(maxDuration = "10m")
  void aDocumentComesOutAsJacksonWouldHaveItOrNotAtAll(FuzzedDataProvider data) throws Exception {
    int split = data.consumeInt(1, 64);
    byte[] document = data.consumeRemainingAsBytes();

    Optional<byte[]> whole = redacted(document, Math.max(1, document.length));
    Optional<byte[]> inPieces = redacted(document, split);

    assertThat(inPieces.isPresent()).isEqualTo(whole.isPresent());
    whole.ifPresent(bytes -> assertThat(inPieces).get().isEqualTo(bytes));
    assertThat(whole.map(RedactionFuzzTest::parsed))
        .isEqualTo(jackson(document).map(RedactionFuzzTest::withoutMembers));
  }

  @FuzzTest(maxDuration = "10m")
  void aBodyInGzipComesOutAsItsTextOrNotAtAll(byte[] document) throws Exception {
    Optional<byte[]> plain = body(document, null);

    assertThat(body(gzip(document), "gzip").isPresent()).isEqualTo(plain.isPresent());
  }

  @FuzzTest(maxDuration = "10m")
  void declaredGzipIsReadWithinItsBounds(byte[] coded) throws Exception {
    body(coded, "gzip")
        .ifPresent(bytes -> assertThat(withoutMembers(parsed(bytes))).isEqualTo(parsed(bytes)));
  }

  private static Optional<byte[]> redacted(byte[] document, int chunk) {
    JsonRedactor redactor = new JsonRedactor(Set.of(NAME));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try {
      for (int at = 0; at < document.length; at += chunk) {
        redactor.feed(document, at, Math.min(document.length, at + chunk), output::write);
      }
      redactor.finish();
      return Optional.of(output.toByteArray());
    } catch (MalformedBodyException rejected) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> body(byte[] coded, @Nullable String coding) {
    RedactingBody body = RedactingBody.of(BodyKind.JSON, coding, Set.of(NAME)).orElseThrow();
    Buffer output = Buffer.buffer();
    try (body) {
      body.feed(Buffer.buffer(coded));
      while (body.step(output)) {
        if (output.length() > MAX_OUTPUT) {
          return Optional.empty();
        }
      }
      body.finish();
      return Optional.of(output.getBytes());
    } catch (MalformedBodyException rejected) {
      return Optional.empty();
    }
  }

  private static byte[] gzip(byte[] text) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(output)) {
      gzip.write(text);
    }
    return output.toByteArray();
  }

  /** Jackson decodes UTF-8 leniently and skips a byte order mark, so both are checked first. */
  private static Optional<JsonNode> jackson(byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      JsonNode tree = JACKSON.readTree(text);
      return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
    } catch (CharacterCodingException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static JsonNode parsed(byte[] redacted) {
    return jackson(redacted).orElseThrow(() -> new AssertionError("what came out is no JSON"));
  }

  private static JsonNode withoutMembers(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.removeIf(name -> !name.equalsIgnoreCase(NAME));
      object.remove(names);
    }
    tree.forEach(RedactionFuzzTest::withoutMembers);
    return tree;
  }
}
