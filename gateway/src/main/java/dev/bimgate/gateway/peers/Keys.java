package dev.bimgate.gateway.peers;

import java.util.List;

/**
 * The names of the keys in Valkey, and the ids of entries in the log.
 *
 * @param prefix {@code bimgate:{p}:}, with {@code p} from the URL of Bimplus: gateways of another
 *     one share nothing
 */
record Keys(String prefix) {

  /** Where operators' deny rules are. */
  static final String OPERATOR_RULES = "x:o";

  /** Where the deny rules of back-channel logouts are. */
  static final String LOGOUT_RULES = "x:l";

  /** Where operators' bypasses of the cache are. */
  static final String BYPASSES = "b";

  /** All hashes that outlive sessions. */
  static final List<String> RULES = List.of(OPERATOR_RULES, LOGOUT_RULES, BYPASSES);

  /** Before an entry's own number in its id: the log alone numbers its entries, without gaps. */
  private static final String ID_PREFIX = "1-";

  /** The id that makes Valkey give the next number. */
  static final String NEXT_ID = ID_PREFIX + "*";

  /** The id before the first entry of a stream. */
  static final String START = "0-0";

  /** A hash: {@link Registry}. */
  String registry(String history) {
    return prefix + history + ":m";
  }

  /** A stream: the log, with the fields {@link Command.Publish} names. */
  String log(Era era) {
    return prefix + era.history() + ":" + era.name() + ":d";
  }

  /** Begins the names of all lists of an era, and of their locks. */
  String lists(Era era) {
    return prefix + era.history() + ":" + era.name() + ":";
  }

  /** What messages are sealed for, in all eras: in a new one they are published again. */
  String messages() {
    return prefix + "d";
  }

  /** A stream: acknowledgements to one session. */
  String acknowledgements(Era era, String session) {
    return prefix + era.history() + ":" + era.name() + ":a:" + session;
  }

  /** A hash: {@link Change}. */
  String rules(String hash) {
    return prefix + hash;
  }

  /** The id after which a reader gets what follows the position. The first entry is {@code 1-0}. */
  static String idAt(long position) {
    return position == 0 ? START : ID_PREFIX + (position - 1);
  }

  /** A sealed text: what was last learnt of the budget of a user. */
  String budget(String user) {
    return prefix + "q:" + user;
  }

  /**
   * The position of an entry.
   *
   * @throws NumberFormatException if its id is not of this log
   */
  static long positionOf(String id) {
    if (!id.startsWith(ID_PREFIX)) {
      throw new NumberFormatException("not an id of the log");
    }
    return Long.parseLong(id, ID_PREFIX.length(), id.length(), 10) + 1;
  }
}
