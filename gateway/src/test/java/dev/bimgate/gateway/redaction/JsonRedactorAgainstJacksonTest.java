package dev.bimgate.gateway.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The redactor compared with Jackson, on random documents out of a seed. */
class JsonRedactorAgainstJacksonTest {

  private static final long SEED = 20261124;
  private static final ObjectMapper JACKSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Test
  void randomDocumentsComeOutAsJacksonWouldHaveThem() throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < 5_000; i++) {
      RandomDocument document = new RandomDocument(random);

      String redacted = redactedInRandomChunks(document.full(), random);

      assertThat(redacted).as("document %d", i).isEqualTo(document.redacted());
      assertThat(JACKSON.readTree(redacted.getBytes(ISO_8859_1)))
          .as("document %d", i)
          .isEqualTo(withoutMembers(JACKSON.readTree(document.full())));
    }
  }

  @Test
  void damagedDocumentsAreReadOnlyIfJacksonReadsThemToo() throws Exception {
    Random random = new Random(SEED);
    int rejected = 0;
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = damage(new RandomDocument(random).full(), random);

      Optional<String> ours = tryRedacting(damaged, random);
      Optional<JsonNode> theirs = tryJackson(damaged);

      assertThat(ours.map(text -> parsed(text)))
          .as("document %d: %s", i, new String(damaged, ISO_8859_1))
          .isEqualTo(theirs.map(tree -> withoutMembers(tree)));
      rejected += ours.isEmpty() ? 1 : 0;
    }
    assertThat(rejected).as("of both kinds there were many").isBetween(4_000, 18_000);
  }

  private static byte[] damage(byte[] document, Random random) {
    byte[] damaged = document.clone();
    int at = random.nextInt(damaged.length);
    switch (random.nextInt(3)) {
      case 0 -> damaged[at] = (byte) random.nextInt(256);
      case 1 -> damaged[at] = (byte) "{}[],:\"\\ 0-.eE+tn".charAt(random.nextInt(17));
      default -> damaged[at] = damaged[random.nextInt(damaged.length)];
    }
    return damaged;
  }

  private static Optional<String> tryRedacting(byte[] document, Random random) {
    try {
      return Optional.of(redactedInRandomChunks(document, random));
    } catch (MalformedBodyException e) {
      return Optional.empty();
    }
  }

  /** Jackson decodes UTF-8 leniently and skips a byte order mark, so both are checked first. */
  private static Optional<JsonNode> tryJackson(byte[] document) throws IOException {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(document));
      JsonNode tree = JACKSON.readTree(document);
      return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
    } catch (CharacterCodingException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static JsonNode parsed(String redacted) {
    try {
      return JACKSON.readTree(redacted.getBytes(ISO_8859_1));
    } catch (IOException e) {
      throw new AssertionError("what came out is no JSON: " + redacted, e);
    }
  }

  private static String redactedInRandomChunks(byte[] document, Random random)
      throws MalformedBodyException {
    JsonRedactor redactor = new JsonRedactor(Set.of(RedactedText.NAME));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    for (int at = 0; at < document.length; ) {
      int to = Math.min(document.length, at + random.nextInt(9));
      redactor.feed(document, at, to, output::write);
      at = to;
    }
    redactor.finish();
    return output.toString(ISO_8859_1);
  }

  private static JsonNode withoutMembers(JsonNode tree) {
    if (tree instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      names.removeIf(name -> !name.equalsIgnoreCase(RedactedText.NAME));
      object.remove(names);
    }
    tree.forEach(child -> withoutMembers(child));
    return tree;
  }
}
