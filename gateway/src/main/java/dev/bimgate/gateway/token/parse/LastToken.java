package dev.bimgate.gateway.token.parse;

import dev.bimgate.gateway.context.http.ClientStream;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.vertx.core.http.HttpConnection;
import org.jspecify.annotations.Nullable;

/**
 * The last valid token of one connection with its digest, so that the same bytes are not hashed for
 * each request.
 *
 * <p>It holds no result: whether the token is still accepted, and whose it is, is looked up by the
 * digest at each use. The requests of an HTTP/2 connection may have several tokens; all but the
 * last are hashed. Belongs to the event loop of its connection.
 */
public final class LastToken {

  /** A longer token is hashed each time: 10,000 connections hold 20 MB at most. */
  static final int MAX_BYTES = 2_048;

  private static final AttributeKey<LastToken> OF_THIS_CONNECTION =
      AttributeKey.valueOf(LastToken.class, "connection");

  private @Nullable Known known;

  private record Known(byte[] bytes, TokenDigest digest) {}

  /** The last token of a connection. */
  public static LastToken of(HttpConnection connection) {
    Attribute<LastToken> attribute = ClientStream.channelOf(connection).attr(OF_THIS_CONNECTION);
    LastToken present = attribute.get();
    if (present != null) {
      return present;
    }
    LastToken none = new LastToken();
    attribute.set(none);
    return none;
  }

  /** The digest of a token no longer than {@link AuthorizationHeader#MAX_LENGTH}. */
  public TokenDigest digestOf(AuthorizationHeader.Token token) {
    Known last = known;
    return last != null && TokenDigest.isOf(token, last.bytes())
        ? last.digest()
        : TokenDigest.of(token);
  }

  /** Makes a valid token the last one; nobody else's may take memory. */
  public void remember(AuthorizationHeader.Token token, TokenDigest digest) {
    if (!isLast(digest) && token.length() <= MAX_BYTES) {
      known = new Known(token.bytes(), digest);
    }
  }

  /** Forgets the last token if it is this one, which is not valid any more. */
  public void forget(TokenDigest digest) {
    if (isLast(digest)) {
      known = null;
    }
  }

  private boolean isLast(TokenDigest digest) {
    Known last = known;
    return last != null && last.digest().equals(digest);
  }
}
