package dev.bimgate.gateway.admin;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;

/**
 * An operator's call, its token checked.
 *
 * @param id the id of the request, for the log
 * @param query as it came, still encoded; empty if there is none
 * @param fields the header fields
 * @param body the whole body; empty if there is none
 */
record AdminRequest(String id, HttpMethod method, String query, MultiMap fields, byte[] body) {

  /** For calls whose names stand in the body: what is said elsewhere would not be heard. */
  void requireNoQuery() throws AdminRefusedException {
    if (!query.isEmpty()) {
      throw AdminTexts.Form.QUERY.refused("This call takes no query: its names stand in the body.");
    }
  }
}
