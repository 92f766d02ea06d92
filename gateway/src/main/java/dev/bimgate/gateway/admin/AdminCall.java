package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** A call that operators can make; the admin token has been checked. */
interface AdminCall {

  AdminAction action();

  /** The methods it supports, in the order of {@code Allow}; any other is 405. */
  List<HttpMethod> methods();

  /**
   * Executes the call, on a thread that may block, and returns the response body.
   *
   * @throws AdminRejectedException if it cannot be done
   */
  ObjectNode respond(AdminRequest request) throws AdminRejectedException;
}
