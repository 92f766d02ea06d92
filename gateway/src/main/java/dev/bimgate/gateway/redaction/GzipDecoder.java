package dev.bimgate.gateway.redaction;

import dev.bimgate.gateway.redaction.MalformedBodyException.Fault;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The gzip coding (RFC 1952): one member or several, each with its check sum and length verified.
 *
 * <p>Our own, since what is on the class path accepts what a redacting reader must not: {@code
 * GZIPInputStream} blocks on its input and treats garbage behind a member as the end, Netty's
 * decoder inflates all its input at once and ignores a body that ends early.
 */
final class GzipDecoder implements ContentDecoder {

  private static final int TRAILER_BYTES = 8;

  private enum Part {
    HEADER,
    DATA,
    TRAILER
  }

  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private Part part = Part.HEADER;
  private GzipHeader header = new GzipHeader();
  private boolean anyMember;
  private byte[] input = {};
  private int at;
  private long trailer;
  private int trailerBytes;

  @Override
  public void feed(byte[] input) {
    this.input = input;
    at = 0;
    if (part == Part.DATA) {
      inflater.setInput(input);
    }
  }

  @Override
  public int read(byte[] output) throws MalformedBodyException {
    while (true) {
      if (part == Part.DATA) {
        int length = inflate(output);
        if (length > 0 || part == Part.DATA) {
          return length;
        }
      }
      if (at == input.length) {
        return 0;
      }
      if (part == Part.HEADER) {
        headerByte(input[at++] & 0xFF);
      } else {
        trailerByte(input[at++] & 0xFFL);
      }
    }
  }

  private void headerByte(int b) throws MalformedBodyException {
    anyMember = true;
    if (header.next(b)) {
      crc.reset();
      inflater.reset();
      inflater.setInput(input, at, input.length - at);
      part = Part.DATA;
    }
  }

  private int inflate(byte[] output) throws MalformedBodyException {
    int length;
    try {
      length = inflater.inflate(output);
    } catch (DataFormatException e) {
      throw notGzip();
    }
    crc.update(output, 0, length);
    if (inflater.finished()) {
      at = input.length - inflater.getRemaining();
      trailer = 0;
      trailerBytes = 0;
      part = Part.TRAILER;
    } else if (inflater.needsDictionary()) {
      throw notGzip();
    } else if (length == 0) {
      at = input.length;
    }
    return length;
  }

  /** Check sum and length modulo 2^32, both with their lowest byte first. */
  private void trailerByte(long b) throws MalformedBodyException {
    trailer |= b << (8 * trailerBytes);
    if (++trailerBytes < TRAILER_BYTES) {
      return;
    }
    long length = inflater.getBytesWritten() & 0xFFFF_FFFFL;
    if (trailer != ((length << 32) | crc.getValue())) {
      throw notGzip();
    }
    header = new GzipHeader();
    part = Part.HEADER;
  }

  @Override
  public void finish() throws MalformedBodyException {
    boolean betweenMembers = part == Part.HEADER && header.untouched();
    if (!anyMember || !betweenMembers) {
      throw new MalformedBodyException(Fault.CUT_SHORT);
    }
  }

  @Override
  public void close() {
    inflater.end();
  }

  private static MalformedBodyException notGzip() {
    return new MalformedBodyException(Fault.NOT_GZIP);
  }
}
