package dev.bimgate.gateway.peers;

import java.util.List;
import java.util.Set;

/**
 * Something that one gateway does on behalf of all. Its methods are called on one event loop, in
 * the order in which the gateways have acted, and return soon.
 */
public interface PeerTopic {

  Message.Kind kind();

  /**
   * Does what a gateway has published.
   *
   * @param isOwn whether this gateway has, which has done it before
   */
  Receipt receive(byte[] body, boolean isOwn);

  /** The names of the hashes in which its rules are stored; none by default. */
  default Set<String> hashes() {
    return Set.of();
  }

  /**
   * Applies the stored rules; returns what is to be stored, and removed, then. Of what it does not
   * understand it says nothing: a later version may.
   */
  default Amendment load(List<PeerRule> stored) {
    return new Amendment(List.of(), List.of());
  }

  /** Rules that Valkey lacks, and those that have expired. */
  record Amendment(List<PeerRule> missing, List<PeerRule> expired) {}
}
