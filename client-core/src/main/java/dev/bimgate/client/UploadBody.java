package dev.bimgate.client;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;

/**
 * A body to send, with back-pressure.
 *
 * @param source paused until the call reads it; when it fails, or ends with more or fewer bytes
 *     than promised, the request is reset and never ended
 * @param lengthBytes the promised length, or {@link #UNKNOWN_LENGTH} to send it in chunks
 */
public record UploadBody(ReadStream<Buffer> source, long lengthBytes) {

  /** The length is unknown: the body is sent in chunks. */
  public static final long UNKNOWN_LENGTH = -1;

  public UploadBody {
    if (lengthBytes < UNKNOWN_LENGTH) {
      throw new IllegalArgumentException("lengthBytes: " + lengthBytes);
    }
  }

  boolean isChunked() {
    return lengthBytes == UNKNOWN_LENGTH;
  }
}
