package dev.bimgate.client;

/**
 * A call without a complete response, with the reason as one of a closed list.
 *
 * <p>An expected failure: it carries no stack trace, and its message is the sentence of its {@link
 * UpstreamFailure}, without address, target or credential.
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
