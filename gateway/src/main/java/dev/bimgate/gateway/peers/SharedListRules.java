package dev.bimgate.gateway.peers;

import dev.bimgate.cache.byteform.ByteForm;
import dev.bimgate.cache.byteform.ByteFormException;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.ListResponse;
import dev.bimgate.cache.model.Statuses;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Which lists are stored for other gateways, under which names, and which of theirs are used. */
final class SharedListRules {

  /** A longer list, sealed, is not shared. */
  static final int MAX_BYTES = 1 << 20;

  private final Seal seal;
  private final byte[] shape;
  private final CurrentLists current;

  /** Whether no invalidation since an epoch of the cache covers the list under a key. */
  interface CurrentLists {
    boolean isCurrent(CacheKey key, long epoch);
  }

  /**
   * @param shape the settings that shape a list: gateways that differ in them share none
   */
  SharedListRules(Seal seal, String shape, CurrentLists current) {
    this.seal = seal;
    this.shape = shape.getBytes(StandardCharsets.UTF_8);
    this.current = current;
  }

  /** The names of a list and of the lock of its load. */
  record Names(String list, String lock) {

    List<String> keys() {
      return List.of(list, lock);
    }
  }

  /** A sealed list, and how long it is still fresh. */
  static final class Sealed {

    final byte[] bytes;
    final long freshMillis;

    Sealed(byte[] bytes, long freshMillis) {
      this.bytes = bytes;
      this.freshMillis = freshMillis;
    }
  }

  /**
   * A list that was found.
   *
   * @param obstacle why it is not used; null if it is
   * @param response the list; null if it is not used
   * @param age since it arrived at the gateway that loaded it
   */
  record Found(@Nullable SharedListResult obstacle, @Nullable ListResponse response, Duration age) {

    static Found not(SharedListResult obstacle) {
      return new Found(obstacle, null, Duration.ZERO);
    }
  }

  /** The names for a key; empty if it has no form. */
  Optional<Names> names(AppliedPositions log, CacheKey key) {
    try {
      String name = seal.name("list", shape, ByteForm.ofKey(key));
      return Optional.of(new Names(log.prefix() + "l:" + name, log.prefix() + "f:" + name));
    } catch (ByteFormException hasNone) {
      return Optional.empty();
    }
  }

  /**
   * Whether this gateway knows of no invalidation that a list lacks.
   *
   * @param position that was applied before its load began
   */
  boolean isCurrent(CacheKey key, AppliedPositions log, long position) {
    OptionalLong epoch = log.epochAt(position);
    return epoch.isPresent() && current.isCurrent(key, epoch.getAsLong());
  }

  /**
   * Judges what was found under the name of a list.
   *
   * @param leftMillis how long it is still fresh, as Valkey says
   */
  Found judge(
      Names names,
      AppliedPositions log,
      SharedLists.Wanted wanted,
      byte[] found,
      long leftMillis,
      long nowMillis) {
    Optional<SharedList> opened =
        found.length > MAX_BYTES
            ? Optional.empty()
            : seal.open(names.list(), found).flatMap(SharedList::of);
    if (opened.isEmpty() || !isShared(opened.get().response())) {
      return Found.not(SharedListResult.REJECTED);
    }
    SharedList list = opened.get();
    Optional<Duration> age = list.age(leftMillis, nowMillis);
    return age.isEmpty()
            || age.get().compareTo(wanted.maxAge()) >= 0
            || !isCurrent(wanted.key(), log, list.position())
        ? Found.not(SharedListResult.OUTDATED)
        : new Found(null, list.response(), age.get());
  }

  /**
   * Seals a list; empty if it is not shared.
   *
   * @param position that was applied before its load began
   */
  Optional<Sealed> seal(
      Names names,
      long position,
      SharedLists.Wanted wanted,
      ListResponse response,
      long nowMillis) {
    long freshMillis = response.freshness(wanted.configured()).leftMillis(nowMillis);
    if (!isShared(response) || freshMillis <= 0) {
      return Optional.empty();
    }
    long ageMillis = Math.max(0, nowMillis - response.arrivedMillis());
    try {
      byte[] text = new SharedList(position, ageMillis, freshMillis, nowMillis, response).toBytes();
      byte[] sealed = seal.seal(names.list(), text);
      return sealed.length > MAX_BYTES
          ? Optional.empty()
          : Optional.of(new Sealed(sealed, freshMillis));
    } catch (ByteFormException hasNone) {
      return Optional.empty();
    }
  }

  /** The list that a response of Bimplus is or confirms; null if it is none to be shared. */
  static @Nullable ListResponse listOf(OriginResponse<?> response, @Nullable ListResponse known) {
    if (response instanceof OriginResponse.NotModified<?> by && known != null) {
      return known.freshened(by.headers(), by.arrivedAt(), by.receivedAge(), by.cacheability());
    }
    return response instanceof OriginResponse.Complete<?> complete ? complete.response() : null;
  }

  /** Whether a response says nothing about the list: the next load may. */
  static boolean isFailure(OriginResponse<?> response) {
    int status = status(response);
    return status == 0 || Statuses.allowsStaleIfError(status);
  }

  private static int status(OriginResponse<?> response) {
    if (response instanceof OriginResponse.Complete<?> complete) {
      return complete.response().status();
    }
    if (response instanceof OriginResponse.Streamed<?> streamed) {
      return streamed.status();
    }
    return response instanceof OriginResponse.UnreadableRefusal<?> unread ? unread.status() : 0;
  }

  /** A list of one form for all requests of its caller; errors are not shared. */
  private static boolean isShared(ListResponse response) {
    return Statuses.isSuccess(response.status())
        && response.cacheability().keep()
        && response.cacheability().vary().names().isEmpty()
        && !response.cacheability().vary().isAny();
  }
}
