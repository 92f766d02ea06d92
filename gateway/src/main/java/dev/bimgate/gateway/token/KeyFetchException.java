package dev.bimgate.gateway.token;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A fetch failed; carries how and, being expected, no stack trace. */
final class KeyFetchException extends Exception {

  private static final long serialVersionUID = 1;

  private final KeyFetch result;

  KeyFetchException(KeyFetch result) {
    super(result.name(), null, false, false);
    this.result = result;
  }

  /** The result that any failure of a fetch stands for: what is not ours is the network's. */
  static KeyFetch resultOf(Throwable failure) {
    return failure instanceof KeyFetchException own ? own.result : KeyFetch.UNREACHABLE;
  }

  /** A fetched document as an object, read as strictly as a token. */
  static ObjectNode readObject(byte[] document) throws KeyFetchException {
    try {
      return StrictJson.object(document);
    } catch (TokenRefusedException outOfForm) {
      throw new KeyFetchException(KeyFetch.MALFORMED);
    }
  }
}
