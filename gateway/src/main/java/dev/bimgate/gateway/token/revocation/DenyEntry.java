package dev.bimgate.gateway.token.revocation;

import dev.bimgate.cache.model.User;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * A deny rule with its times, as gateways exchange it. Texts are in modified UTF-8 of 65,535 bytes
 * at most, which those of tokens and admin calls are.
 *
 * @param byOperator otherwise by a logout
 * @param atMillis tokens issued later stay valid, unless the rule is of a token or session
 * @param untilMillis when it expires
 */
record DenyEntry(boolean byOperator, DenyRule rule, long atMillis, long untilMillis) {

  private static final int OF_TOKEN = 1;
  private static final int OF_SESSION = 2;
  private static final int OF_SUBJECT = 3;
  private static final int OF_USER = 4;
  private static final int OF_UNNAMED_SESSIONS = 5;

  /** What distinguishes it from all others: two entries of one rule have the same. */
  byte[] key() {
    return bytes(to -> write(rule, to));
  }

  /** The same for all entries of that kind and rule. */
  DenyEntry withoutTimes() {
    return new DenyEntry(byOperator, rule, 0, 0);
  }

  /** Its form in bytes. */
  byte[] toBytes() {
    return bytes(
        to -> {
          to.writeBoolean(byOperator);
          to.writeLong(atMillis);
          to.writeLong(untilMillis);
          write(rule, to);
        });
  }

  /** The entry of a form; empty if it is none. */
  static Optional<DenyEntry> of(byte[] form) {
    try (DataInputStream from = new DataInputStream(new ByteArrayInputStream(form))) {
      boolean byOperator = from.readBoolean();
      long atMillis = from.readLong();
      long untilMillis = from.readLong();
      DenyRule rule = read(from);
      return from.available() == 0
          ? Optional.of(new DenyEntry(byOperator, rule, atMillis, untilMillis))
          : Optional.empty();
    } catch (IOException malformed) {
      return Optional.empty();
    }
  }

  private static void write(DenyRule rule, DataOutputStream to) throws IOException {
    if (rule instanceof DenyRule.OfToken of) {
      to.writeByte(OF_TOKEN);
      to.writeUTF(of.tokenId());
    } else if (rule instanceof DenyRule.OfSession of) {
      to.writeByte(OF_SESSION);
      to.writeUTF(of.sessionId());
    } else if (rule instanceof DenyRule.OfSubject of) {
      to.writeByte(OF_SUBJECT);
      to.writeUTF(of.subject());
    } else if (rule instanceof DenyRule.OfUser of) {
      to.writeByte(OF_USER);
      write(of.user(), to);
    } else if (rule instanceof DenyRule.OfUnnamedSessions of) {
      to.writeByte(OF_UNNAMED_SESSIONS);
      write(of.user(), to);
    }
  }

  private static void write(User user, DataOutputStream to) throws IOException {
    to.writeUTF(user.issuer());
    to.writeUTF(user.subject());
  }

  private static DenyRule read(DataInputStream from) throws IOException {
    int type = from.readByte();
    String text = from.readUTF();
    return switch (type) {
      case OF_TOKEN -> new DenyRule.OfToken(text);
      case OF_SESSION -> new DenyRule.OfSession(text);
      case OF_SUBJECT -> new DenyRule.OfSubject(text);
      case OF_USER -> new DenyRule.OfUser(new User(text, from.readUTF()));
      case OF_UNNAMED_SESSIONS -> new DenyRule.OfUnnamedSessions(new User(text, from.readUTF()));
      default -> throw new IOException("no type of rule");
    };
  }

  private static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream to = new DataOutputStream(bytes)) {
      content.write(to);
    } catch (IOException tooLong) {
      throw new UncheckedIOException(tooLong);
    }
    return bytes.toByteArray();
  }

  private interface Content {
    void write(DataOutputStream to) throws IOException;
  }
}
