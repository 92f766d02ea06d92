package dev.bimgate.gateway.peers;

import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.ListResponse;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One fetch of a list that gateways share: it looks for the list, waits while another gateway loads
 * it, or takes the lock and loads it.
 */
final class SharedFetch<S> {

  /** The longest time to wait for another gateway's load. */
  static final long MAX_WAIT_MILLIS = 3_000;

  static final long FIRST_WAIT_MILLIS = 25;

  /** Waits are doubled up to this one, by which a list may be seen late. */
  static final long LONGEST_WAIT_MILLIS = 100;

  /** After a response that is not shared, each gateway loads for itself for this time. */
  static final long PASS_MILLIS = 60_000;

  /** After more lists that could not be used, it looks no further. */
  private static final int MAX_UNUSABLE = 3;

  private final SharedLists lists;
  private final SharedLists.Wanted wanted;
  private final AppliedPositions log;
  private final SharedListRules.Names names;
  private final Supplier<Future<OriginResponse<S>>> load;
  private final long startedAtNanos;

  /** Whose lock it is; no two fetches have the same. */
  private final String token = UUID.randomUUID().toString();

  private int waits;
  private int unusable;

  /** The first bytes of the last list that could not be used, which tell it from all others. */
  private byte[] unusableIdentity = new byte[0];

  SharedFetch(
      SharedLists lists,
      SharedLists.Wanted wanted,
      AppliedPositions log,
      SharedListRules.Names names,
      Supplier<Future<OriginResponse<S>>> load) {
    this.lists = lists;
    this.wanted = wanted;
    this.log = log;
    this.names = names;
    this.load = load;
    this.startedAtNanos = lists.execution.nanos().getAsLong();
  }

  Future<OriginResponse<S>> look() {
    byte[] lockMillis = bytes(lists.loadTimeout.toMillis());
    return lists
        .run(
            ListScript.FIND,
            names.keys(),
            List.of(bytes(token), lockMillis, unusableIdentity, bytes(SharedListRules.MAX_BYTES)))
        // Late: the lock may have been taken all the same, so it is given back after the load.
        .transform(reply -> reply.succeeded() ? replied(reply.result()) : loadForAll());
  }

  private Future<OriginResponse<S>> replied(List<byte[]> reply) {
    String word = reply.isEmpty() ? "" : text(reply.get(0));
    if (word.equals("list") && reply.size() == 3) {
      return found(reply.get(1), reply.get(2));
    }
    return switch (word) {
      case "locked" -> {
        lists.results.accept(SharedListResult.MISS);
        yield loadForAll();
      }
      case "busy" -> waitForOther();
      default -> {
        lists.results.accept(SharedListResult.PASSED);
        yield load.get();
      }
    };
  }

  private Future<OriginResponse<S>> found(byte[] found, byte[] left) {
    return lists
        .work(found.length, () -> judge(found, left))
        .transform(judged -> judged.succeeded() ? used(found, judged.result()) : load.get());
  }

  private SharedListRules.Found judge(byte[] found, byte[] left) {
    long leftMillis;
    try {
      leftMillis = Long.parseLong(text(left));
    } catch (NumberFormatException malformed) {
      return SharedListRules.Found.not(SharedListResult.REJECTED);
    }
    return lists.rules.judge(names, log, wanted, found, leftMillis, nowMillis());
  }

  private Future<OriginResponse<S>> used(byte[] found, SharedListRules.Found judged) {
    ListResponse response = judged.response();
    if (response != null) {
      boolean awaited = waits > 0;
      lists.results.accept(awaited ? SharedListResult.AWAITED : SharedListResult.HIT);
      return Future.succeededFuture(new OriginResponse.Shared<>(response, judged.age(), awaited));
    }
    if (judged.obstacle() != null) {
      lists.results.accept(judged.obstacle());
    }
    unusable++;
    unusableIdentity = Arrays.copyOf(found, Math.min(found.length, Seal.IDENTITY_BYTES));
    return unusable > MAX_UNUSABLE ? load.get() : look();
  }

  private Future<OriginResponse<S>> waitForOther() {
    long waitedNanos = lists.execution.nanos().getAsLong() - startedAtNanos;
    long leftMillis = MAX_WAIT_MILLIS - TimeUnit.NANOSECONDS.toMillis(waitedNanos);
    if (leftMillis <= 0) {
      lists.results.accept(SharedListResult.WAITED_IN_VAIN);
      return load.get();
    }
    Promise<OriginResponse<S>> ended = Promise.promise();
    lists
        .execution
        .timer()
        .after(Math.min(leftMillis, waitMillis(waits)), () -> look().onComplete(ended));
    waits++;
    return ended.future();
  }

  static long waitMillis(int waitsBefore) {
    return waitsBefore > 10
        ? LONGEST_WAIT_MILLIS
        : Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << waitsBefore);
  }

  private Future<OriginResponse<S>> loadForAll() {
    // First: what is invalidated while the list is loaded comes after this position.
    long position = log.latest();
    return Future.succeededFuture()
        .compose(nothing -> load.get())
        .onComplete(loaded -> share(position, loaded));
  }

  /** Ends the wait of other gateways; nobody waits for that. */
  private void share(long position, AsyncResult<OriginResponse<S>> loaded) {
    OriginResponse<S> response = loaded.result();
    if (response == null) {
      end(true);
      return;
    }
    ListResponse list = SharedListRules.listOf(response, wanted.known());
    if (list == null || !lists.rules.isCurrent(wanted.key(), log, position)) {
      end(list != null || SharedListRules.isFailure(response));
      return;
    }
    lists
        .work(
            list.body().length, () -> lists.rules.seal(names, position, wanted, list, nowMillis()))
        .onSuccess(toStore -> store(toStore, SharedListRules.isFailure(response)))
        .onFailure(defect -> end(true));
  }

  private void store(Optional<SharedListRules.Sealed> toStore, boolean failed) {
    if (toStore.isEmpty()) {
      end(failed);
      return;
    }
    byte[] freshMillis = bytes(toStore.get().freshMillis);
    lists
        .run(
            ListScript.STORE, names.keys(), List.of(bytes(token), toStore.get().bytes, freshMillis))
        .onSuccess(
            reply -> {
              if (!reply.isEmpty()) {
                lists.results.accept(SharedListResult.STORED);
              }
            });
  }

  /** Ends the load without a list for others. */
  private void end(boolean othersMayLoadForAll) {
    var unused =
        othersMayLoadForAll
            ? lists.run(ListScript.RELEASE, names.keys(), List.of(bytes(token)))
            : lists.run(ListScript.PASS, names.keys(), List.of(bytes(token), bytes(PASS_MILLIS)));
  }

  private long nowMillis() {
    return lists.execution.clock().millis();
  }

  private static byte[] bytes(long number) {
    return bytes(Long.toString(number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
