package dev.bimgate.gateway.peers;

import io.vertx.core.Future;
import java.util.List;

/**
 * Valkey, as shared lists need it: a connection of their own, so that big values delay no other.
 */
interface ListStore {

  /**
   * Runs a script. Fails if Valkey cannot be reached, or reports an error; may never complete.
   *
   * @param keys the list, and the lock of its load
   * @return the texts that the script returns
   */
  Future<List<byte[]>> run(ListScript script, List<String> keys, List<byte[]> arguments);
}
