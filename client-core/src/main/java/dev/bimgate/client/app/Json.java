package dev.bimgate.client.app;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/** JSON of responses; nothing may follow the value. */
final class Json {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  static JsonNode read(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }

  static <T> List<T> readList(byte[] text, Class<T> element) throws IOException {
    List<T> read =
        MAPPER.readValue(
            text, MAPPER.getTypeFactory().constructCollectionType(List.class, element));
    if (read == null || read.contains(null)) {
      throw new IOException("no list of objects");
    }
    return read;
  }
}
