package dev.bimgate.cache.fetch;

/** Upstream responded 304 even to the repeated request, which was not conditional. */
public final class UnexpectedNotModifiedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnexpectedNotModifiedException() {
    super("upstream responded 304 to an unconditional request", null, false, false);
  }
}
