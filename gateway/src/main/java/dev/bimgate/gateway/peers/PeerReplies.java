package dev.bimgate.gateway.peers;

import java.util.List;

/**
 * How gateways have replied to a call that concerns all of them.
 *
 * @param asked how many there are, this one included; 0 for a gateway without peers
 * @param answered how many have done it, this one included
 * @param replies of the others
 */
public record PeerReplies(int asked, int answered, List<byte[]> replies) {

  /** Of a gateway without peers. */
  public static final PeerReplies NONE = new PeerReplies(0, 0, List.of());

  public PeerReplies {
    replies = List.copyOf(replies);
  }
}
