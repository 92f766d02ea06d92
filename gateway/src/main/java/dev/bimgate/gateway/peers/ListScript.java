package dev.bimgate.gateway.peers;

/**
 * The scripts by which gateways share lists, each in one step of Valkey. Keys: the list, and the
 * lock of its load. A lock holds the token of the gateway that loads, or {@code pass} after a
 * response that is not shared.
 *
 * <p>Each returns an array of texts.
 */
enum ListScript {
  /**
   * Gives the list and how long it is still fresh, in milliseconds: {@code list}, the list, the
   * time. Otherwise takes the lock: {@code locked}, {@code busy} if another has it, {@code pass}.
   *
   * <p>Arguments: the token, for how long to take the lock in milliseconds, the first bytes of a
   * list that counts as absent, empty for none, and the most bytes of one that does not.
   */
  FIND(
      """
      local unusable = ARGV[3]
      if redis.call('STRLEN', KEYS[1]) <= tonumber(ARGV[4])
          and (unusable == '' or redis.call('GETRANGE', KEYS[1], 0, #unusable - 1) ~= unusable) then
        local list = redis.call('GET', KEYS[1])
        if list then
          return {'list', list, tostring(redis.call('PTTL', KEYS[1]))}
        end
      end
      local lock = redis.call('GET', KEYS[2])
      if lock == 'pass' then
        return {'pass'}
      end
      if lock and lock ~= ARGV[1] then
        return {'busy'}
      end
      redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
      return {'locked'}
      """),

  /**
   * Stores the list and releases the lock, if it is one's own: {@code stored}, or nothing.
   *
   * <p>Arguments: the token, the list, and how long it is fresh in milliseconds.
   */
  STORE(
      """
      if redis.call('GET', KEYS[2]) ~= ARGV[1] then
        return {}
      end
      redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
      redis.call('DEL', KEYS[2])
      return {'stored'}
      """),

  /**
   * After a response that is not shared, if the lock is one's own: removes the list, and lets
   * everybody load their own for a time. Argument: the token, and the time in milliseconds.
   */
  PASS(
      """
      if redis.call('GET', KEYS[2]) == ARGV[1] then
        redis.call('DEL', KEYS[1])
        redis.call('SET', KEYS[2], 'pass', 'PX', ARGV[2])
      end
      return {}
      """),

  /** After a load that has failed, releases the lock, if it is one's own. Argument: the token. */
  RELEASE(
      """
      if redis.call('GET', KEYS[2]) == ARGV[1] then
        redis.call('DEL', KEYS[2])
      end
      return {}
      """);

  private final String text;

  ListScript(String text) {
    this.text = text;
  }

  /** In Lua 5.1. */
  String text() {
    return text;
  }
}
