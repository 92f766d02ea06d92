package dev.bimgate.cache;

/** Upstream answered 304 even when it was asked anew, with nothing conditional. */
public final class UnexpectedNotModifiedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnexpectedNotModifiedException() {
    super("upstream answered 304 to an unconditional request", null, false, false);
  }
}
