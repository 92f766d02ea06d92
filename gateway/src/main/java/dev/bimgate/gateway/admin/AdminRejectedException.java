package dev.bimgate.gateway.admin;

import dev.bimgate.gateway.problem.Problem;

/** An admin call cannot be done; expected, so without a stack trace. */
final class AdminRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final AdminResult result;
  private final transient Problem problem;

  AdminRejectedException(AdminResult result, Problem problem) {
    super(problem.type().title(), null, false, false);
    this.result = result;
    this.problem = problem;
  }

  static AdminRejectedException badBody(String detail) {
    return AdminParameters.Form.BODY.rejected(detail);
  }

  AdminResult result() {
    return result;
  }

  Problem problem() {
    return problem;
  }
}
