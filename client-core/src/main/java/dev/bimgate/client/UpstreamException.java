package dev.bimgate.client;

/**
 * A call that brought no whole answer, with the reason as one of a closed list.
 *
 * <p>It is expected in daily life, so it carries no stack trace, and its message is the sentence of
 * its {@link UpstreamFailure}: no address, no target, no credential.
 */
public final class UpstreamException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final UpstreamFailure failure;

  public UpstreamException(UpstreamFailure failure) {
    super(failure.sentence(), null, false, false);
    this.failure = failure;
  }

  public UpstreamFailure failure() {
    return failure;
  }
}
