package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpMethod;
import java.util.List;

/** A call that operators can make; the token has been checked when it is asked. */
interface AdminCall {

  AdminAction action();

  /** The methods that it takes, in the order of {@code Allow}; any other is 405. */
  List<HttpMethod> methods();

  /**
   * Does it, on a thread that may be held up, and says what it did.
   *
   * @throws AdminRefusedException if it cannot be done
   */
  ObjectNode answer(AdminRequest request) throws AdminRefusedException;
}
