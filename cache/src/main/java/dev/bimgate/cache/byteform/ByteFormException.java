package dev.bimgate.cache.byteform;

/**
 * A key or a response that has no byte form, or bytes that are none: an expected failure, to be
 * treated as a miss. It carries no stack trace and none of the bytes.
 */
public final class ByteFormException extends Exception {

  private static final long serialVersionUID = 1;

  ByteFormException(String why) {
    super(why, null, false, false);
  }
}
