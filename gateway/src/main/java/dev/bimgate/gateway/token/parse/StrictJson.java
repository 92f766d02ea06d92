package dev.bimgate.gateway.token.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.token.result.RejectionReason;
import dev.bimgate.gateway.token.result.TokenRejectedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A strict parser of JSON objects: UTF-8 only, no duplicate members, nothing after the end, 20
 * levels.
 *
 * <p>Two readers of one token must not read it differently (RFC 8725, 2.6 and 3.7), so everything
 * on which parsers are known to differ is rejected.
 */
public final class StrictJson {

  static final int MAX_DEPTH = 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private StrictJson() {}

  /** Parses an object; null if it is not strict JSON. */
  public static @Nullable ObjectNode objectOrNull(byte[] bytes) {
    try {
      return object(bytes);
    } catch (TokenRejectedException outOfForm) {
      return null;
    }
  }

  /**
   * Parses an object.
   *
   * @throws TokenRejectedException {@link RejectionReason#DUPLICATE_MEMBER} or {@link
   *     RejectionReason#NOT_JSON}
   */
  public static ObjectNode object(byte[] bytes) throws TokenRejectedException {
    try (JsonParser parser = MAPPER.createParser(text(bytes))) {
      JsonNode node = MAPPER.readTree(parser);
      if (node instanceof ObjectNode object && parser.nextToken() == null) {
        return object;
      }
      throw new TokenRejectedException(RejectionReason.NOT_JSON);
    } catch (MismatchedInputException duplicate) {
      throw new TokenRejectedException(RejectionReason.DUPLICATE_MEMBER);
    } catch (IOException outOfForm) {
      throw new TokenRejectedException(RejectionReason.NOT_JSON);
    }
  }

  /** Decodes explicitly: Jackson would detect UTF-16 and UTF-32 and skip a byte order mark. */
  private static String text(byte[] bytes) throws CharacterCodingException {
    CharBuffer chars =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes));
    return chars.toString();
  }
}
