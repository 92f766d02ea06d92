package dev.bimgate.sandbox;

import dev.bimgate.sandbox.wire.Exchange;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * An authenticated request with its complete body.
 *
 * @param segments the decoded path below {@code /v2}
 */
record Call(Exchange exchange, TokenCheck.Asking asking, List<String> segments, JsonObject body) {

  String method() {
    return exchange.isHead() ? "GET" : exchange.record().method();
  }

  Account account() {
    return asking.account();
  }

  int depth() {
    return segments.size();
  }

  /** The segment at that index, or an empty string beyond the end. */
  String segment(int index) {
    return index < segments.size() ? segments.get(index) : "";
  }

  /** The same in lower case: Bimplus's own path segments are case-insensitive. */
  String word(int index) {
    return segment(index).toLowerCase(Locale.ROOT);
  }

  String text(String member, String otherwise) {
    return body.getValue(member) instanceof String text ? text : otherwise;
  }
}
