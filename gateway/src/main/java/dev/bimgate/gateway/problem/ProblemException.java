package dev.bimgate.gateway.problem;

/** A failure with the problem to send to the client; expected, so without a stack trace. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.type().title(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
