package dev.bimgate.gateway.token.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.gateway.token.parse.StrictJson;
import dev.bimgate.gateway.token.result.KeyFetch;
import dev.bimgate.gateway.token.result.TokenRejectedException;

/** A failed fetch, with its result and, being expected, without a stack trace. */
final class KeyFetchException extends Exception {

  private static final long serialVersionUID = 1;

  private final KeyFetch result;

  KeyFetchException(KeyFetch result) {
    super(result.name(), null, false, false);
    this.result = result;
  }

  /** The result for any failure of a fetch; failures of other types are the network's. */
  static KeyFetch resultOf(Throwable failure) {
    return failure instanceof KeyFetchException own ? own.result : KeyFetch.UNREACHABLE;
  }

  /** Whether a failure of a fetch is the network's. */
  static boolean isOfNetwork(Throwable failure) {
    return !(failure instanceof KeyFetchException);
  }

  /** Parses a fetched document as strictly as a token. */
  static ObjectNode readObject(byte[] document) throws KeyFetchException {
    try {
      return StrictJson.object(document);
    } catch (TokenRejectedException outOfForm) {
      throw new KeyFetchException(KeyFetch.MALFORMED);
    }
  }
}
