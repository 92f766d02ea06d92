package dev.bimgate.gateway.protocol;

import static dev.bimgate.gateway.protocol.Scan.INCOMPLETE;
import static dev.bimgate.gateway.protocol.Scan.REJECTED;

import dev.bimgate.gateway.context.ProtocolError;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Parses one connection's requests: finds where each ends, and rejects what could be read
 * differently (RFC 9112).
 *
 * <p>It reads <em>units</em>: the request line with all headers, or the line before a chunk, with
 * the end of the chunk before it and, for the last chunk, the trailers. The result does not depend
 * on how the bytes are split on their way. Body bytes between units are only counted.
 */
final class Http1Parser {

  /** All header lines of a message together, without their ends, as the codec counts. */
  static final int MAX_FIELD_BYTES = 16_384;

  static final int MAX_FIELDS = 200;

  /** The longest unit. */
  static final int MAX_UNIT_BYTES =
      RequestLine.MAX_BYTES + 2 + MAX_FIELD_BYTES + 2 * (MAX_FIELDS + 2);

  private final RequestLine line = new RequestLine();
  private final HeaderLine field = new HeaderLine();
  private final Framing framing = new Framing();
  private final ChunkLine chunk = new ChunkLine();

  private boolean inBody;
  private boolean afterData;
  private boolean afterEmptyLine;
  private long bodyBytes;
  private int fieldBytes;
  private int fields;

  /** How much of the current unit has been read, up to the end of a line. */
  private int done;

  private @Nullable ProtocolError error;

  /** True when the next unit, or the current one, is a request line with its headers. */
  boolean isAtHead() {
    return !inBody;
  }

  /** True when all that was read belongs to requests that are complete, with their bodies. */
  boolean isBetweenRequests() {
    return !inBody && bodyBytes == 0 && done == 0 && !afterEmptyLine;
  }

  /** True when the last unit was an empty line before a request line. */
  boolean isAfterEmptyLine() {
    return afterEmptyLine;
  }

  /** How many bytes of a body come before the next unit. */
  long bodyBytes() {
    return bodyBytes;
  }

  /** Counts bytes of a body, at most as many as {@link #bodyBytes}. */
  void skipBody(long bytes) {
    bodyBytes -= bytes;
  }

  /** The error, once {@link #read} has rejected a unit. */
  ProtocolError fault() {
    return Objects.requireNonNull(error);
  }

  /** The index of the value of {@code Upgrade} in the last headers; 0 when there is none. */
  int upgradeAt() {
    return framing.upgradeAt();
  }

  /**
   * Reads a unit. If it is incomplete, the next call gets the same bytes and more.
   *
   * @param start where the unit begins
   * @param end the end of the available bytes
   * @return the index after the unit, or {@link Scan#INCOMPLETE}, or {@link Scan#REJECTED}, after
   *     which there is nothing more to read
   */
  int read(byte[] bytes, int start, int end) {
    int after = inBody ? chunk(bytes, start, end) : head(bytes, start, end);
    if (after >= 0) {
      done = 0;
    }
    return after;
  }

  private int head(byte[] bytes, int start, int end) {
    if (done == 0) {
      if (start < end && bytes[start] == Scan.CR) {
        return emptyLine(bytes, start, end);
      }
      int after = line.read(bytes, start, end);
      if (after < 0) {
        return after == REJECTED ? reject(line.fault()) : INCOMPLETE;
      }
      done = after - start;
      fieldBytes = 0;
      fields = 0;
      framing.begin(line);
    }
    int after = section(bytes, start, end);
    return after < 0 ? after : endOfHead(after);
  }

  /** One is accepted before a request line (RFC 9112, section 2.2). */
  private int emptyLine(byte[] bytes, int start, int end) {
    if (afterEmptyLine) {
      return reject(ProtocolError.REQUEST_LINE);
    }
    if (end - start < 2) {
      return INCOMPLETE;
    }
    if (bytes[start + 1] != Scan.LF) {
      return reject(ProtocolError.LINE_END);
    }
    afterEmptyLine = true;
    return start + 2;
  }

  private int endOfHead(int after) {
    ProtocolError wrong = framing.atEnd();
    if (wrong != null) {
      return reject(wrong);
    }
    afterEmptyLine = false;
    inBody = framing.isChunked();
    afterData = false;
    bodyBytes = inBody ? 0 : framing.lengthBytes();
    return after;
  }

  private int chunk(byte[] bytes, int start, int end) {
    if (done == 0) {
      int from = afterData ? ChunkLine.readEndOfData(bytes, start, end) : start;
      int after = from < 0 ? from : chunk.read(bytes, from, end);
      if (after < 0) {
        return after == REJECTED ? reject(ProtocolError.CHUNK) : INCOMPLETE;
      }
      if (chunk.sizeBytes() > 0) {
        afterData = true;
        bodyBytes = chunk.sizeBytes();
        return after;
      }
      done = after - start;
    }
    int after = section(bytes, start, end);
    if (after >= 0) {
      inBody = false;
    }
    return after;
  }

  /** Reads header lines, up to and with the empty line after them. */
  private int section(byte[] bytes, int start, int end) {
    while (true) {
      int from = start + done;
      int after = field.read(bytes, from, end, MAX_FIELD_BYTES - fieldBytes);
      if (after < 0) {
        return after == REJECTED ? reject(field.fault()) : INCOMPLETE;
      }
      if (field.isLast()) {
        return after;
      }
      fields++;
      fieldBytes += after - 2 - from;
      ProtocolError wrong =
          fields > MAX_FIELDS ? ProtocolError.FIELDS_TOO_LARGE : take(bytes, start, from);
      if (wrong != null) {
        return reject(wrong);
      }
      done = after - start;
    }
  }

  private @Nullable ProtocolError take(byte[] bytes, int start, int from) {
    return inBody ? Framing.trailer(bytes, from, field) : framing.header(bytes, start, from, field);
  }

  private int reject(@Nullable ProtocolError found) {
    error = found;
    return REJECTED;
  }
}
