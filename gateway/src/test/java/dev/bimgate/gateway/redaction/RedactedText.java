package dev.bimgate.gateway.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/** Documents pushed through a redactor; a char of a text is a byte. */
final class RedactedText {

  static final String NAME = "teamWorksConnection";

  private RedactedText() {}

  static String redacted(String document) throws MalformedBodyException {
    return redacted(document.getBytes(ISO_8859_1), document.length());
  }

  /** Pushes a document through in chunks of one length. */
  static String redacted(byte[] document, int chunkLength) throws MalformedBodyException {
    JsonRedactor redactor = new JsonRedactor(Set.of(NAME));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    for (int at = 0; at < document.length; at += chunkLength) {
      redactor.feed(document, at, Math.min(document.length, at + chunkLength), output::write);
    }
    redactor.finish();
    return output.toString(ISO_8859_1);
  }

  /** Pushes a document through in two chunks. */
  static String redactedInTwo(String document, int split) throws MalformedBodyException {
    byte[] bytes = document.getBytes(ISO_8859_1);
    JsonRedactor redactor = new JsonRedactor(Set.of(NAME));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    redactor.feed(bytes, 0, split, output::write);
    redactor.feed(bytes, split, bytes.length, output::write);
    redactor.finish();
    return output.toString(ISO_8859_1);
  }
}
