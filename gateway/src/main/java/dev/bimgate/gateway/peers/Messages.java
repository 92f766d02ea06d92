package dev.bimgate.gateway.peers;

import java.util.Arrays;

/**
 * The form of a {@link Message} in bytes: version, kind, whether it may be ignored, one byte each
 * and in all versions, then the body.
 *
 * <p>Gateways of neighbouring versions run side by side. One that does not understand a message
 * invalidates everything, as it cannot know which lists are meant, unless its writer says that the
 * message may be ignored.
 */
public final class Messages {

  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 3;

  private Messages() {}

  /** What a gateway does about the bytes of a message. */
  public sealed interface Reading {

    /** What the message asks for. */
    record Understood(Message message) implements Reading {}

    /** Invalidate everything: its version, kind, form or key is unknown. */
    record Unknown() implements Reading {}

    /** Nothing: its version or kind is unknown, and it may be ignored. */
    record Ignored() implements Reading {}
  }

  /**
   * The bytes of a message.
   *
   * @param mayBeIgnored whether a gateway that does not know the kind has nothing to do
   */
  public static byte[] write(Message message, boolean mayBeIgnored) {
    byte[] bytes = new byte[HEADER_BYTES + message.body().length];
    bytes[0] = VERSION;
    bytes[1] = (byte) message.kind().number();
    bytes[2] = (byte) (mayBeIgnored ? 1 : 0);
    System.arraycopy(message.body(), 0, bytes, HEADER_BYTES, message.body().length);
    return bytes;
  }

  /** Reads a message. */
  public static Reading read(byte[] bytes) {
    if (bytes.length < HEADER_BYTES) {
      return new Reading.Unknown();
    }
    Message.Kind kind = bytes[0] == VERSION ? Message.Kind.of(bytes[1]) : null;
    if (kind == null) {
      return bytes[2] == 1 ? new Reading.Ignored() : new Reading.Unknown();
    }
    byte[] body = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
    return new Reading.Understood(new Message(kind, body));
  }
}
