package dev.bimgate.gateway.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects without leeway: UTF-8 alone, each member once, nothing after the end, 20 levels.
 *
 * <p>Two readers of one token must not understand different things (RFC 8725, 2.6 and 3.7), so
 * whatever parsers are known to take differently is refused.
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

  /** The object that the bytes are, or null if they are none without leeway. */
  public static @Nullable ObjectNode objectOrNull(byte[] bytes) {
    try {
      return object(bytes);
    } catch (TokenRefusedException outOfForm) {
      return null;
    }
  }

  /**
   * The object that the bytes are.
   *
   * @throws TokenRefusedException {@link TokenCause#DUPLICATE_MEMBER} or {@link
   *     TokenCause#NOT_JSON}
   */
  static ObjectNode object(byte[] bytes) throws TokenRefusedException {
    try (JsonParser parser = MAPPER.createParser(text(bytes))) {
      JsonNode node = MAPPER.readTree(parser);
      if (node instanceof ObjectNode object && parser.nextToken() == null) {
        return object;
      }
      throw new TokenRefusedException(TokenCause.NOT_JSON);
    } catch (MismatchedInputException duplicate) {
      throw new TokenRefusedException(TokenCause.DUPLICATE_MEMBER);
    } catch (IOException outOfForm) {
      throw new TokenRefusedException(TokenCause.NOT_JSON);
    }
  }

  /** Decodes by hand, because Jackson would guess UTF-16 and UTF-32 and skip a byte order mark. */
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
