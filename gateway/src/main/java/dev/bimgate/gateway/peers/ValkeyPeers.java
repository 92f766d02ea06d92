package dev.bimgate.gateway.peers;

import dev.bimgate.cache.ListCache;
import dev.bimgate.cache.fetch.OriginResponse;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.gateway.limits.SharedBudgets;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gateways that act as one through Valkey: the {@link Membership} of this one, on one event loop,
 * with its clock, its connections, and the cache that it invalidates.
 */
public final class ValkeyPeers implements Peers {

  private static final Logger LOG = Logger.getLogger(ValkeyPeers.class);
  private static final long TICK_MILLIS = 50;

  private static final int ID_BYTES = 8;
  private static final String SESSION_SEPARATOR = ".";

  private final PeerOptions options;
  private final PeerRules form;
  private final StoredRules rules;
  private final PeerState state = new PeerState();
  private final PeerCalls calls;
  private final PeerReceiver receiver;
  private final PeerEvents events;
  private final Context eventLoop;
  private final Link link;
  private final Membership membership;

  /** Begins the ids of all sessions of this process. */
  private final String id = newId();

  private final Keys keys;
  private final ListCache cache;
  private final SharedLists lists;
  private final ValkeyBudgets budgets;
  private final Map<Publication, Promise<PublicationOutcome>> waiting = new IdentityHashMap<>();
  private final Promise<Void> left = Promise.promise();
  private final AwakeTime awake = new AwakeTime(Now.read());
  private final Random random = new Random();
  private int sessions;
  private boolean isLeaving;
  private volatile @Nullable AppliedPositions positions;

  public ValkeyPeers(
      Vertx vertx, PeerOptions options, Seal seal, ListCache cache, PeerEvents events) {
    this.options = options;
    this.keys = options.keys();
    this.form = new PeerRules(seal, keys);
    this.events = events;
    this.eventLoop = ((VertxInternal) vertx).createEventLoopContext();
    this.calls = new PeerCalls(vertx, state);
    this.receiver =
        new PeerReceiver(seal, keys, cache::invalidate, calls, events, this::publishUnawaited);
    this.rules = new StoredRules(eventLoop, form, receiver::topics, this::storeUnawaited);
    this.cache = cache;
    this.link = new Link(eventLoop, options::redis, keys);
    this.lists =
        SharedLists.of(
            vertx,
            new SharedListRules(seal, options.shape(), cache::isCurrent),
            this::trustedPositions,
            this::run,
            options.loadTimeout(),
            events::listed);
    this.budgets = new ValkeyBudgets(seal, keys, this::isTogether, new Budgets());
    this.membership =
        new Membership(
            new Timing(options.lease()),
            () -> id + SESSION_SEPARATOR + ++sessions,
            random,
            receiver::everything,
            new Output());
  }

  /** Read first: trust in a later session does not vouch for positions that it still reads. */
  private @Nullable AppliedPositions trustedPositions() {
    AppliedPositions applied = positions;
    return isTogether() ? applied : null;
  }

  private Future<List<byte[]>> run(ListScript script, List<String> names, List<byte[]> arguments) {
    return onLink(() -> link.run(script, names, arguments));
  }

  private <T> Future<T> onLink(Supplier<Future<T>> command) {
    Promise<T> replied = Promise.promise();
    eventLoop.runOnContext(nothing -> command.get().onComplete(replied));
    return replied.future();
  }

  private static String newId() {
    byte[] random = new byte[ID_BYTES];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  /** Connects, from now on and again whenever it is necessary. */
  public void start() {
    eventLoop.runOnContext(
        nothing -> {
          tick();
          eventLoop.owner().setPeriodic(TICK_MILLIS, timer -> tick());
          amendLater();
        });
  }

  private void amendLater() {
    long delay = StoredRules.nextMillis(random);
    eventLoop
        .owner()
        .setTimer(
            delay,
            timer -> {
              amend();
              amendLater();
            });
  }

  /**
   * Applies and amends the stored rules as on joining, which stores them under the seal's present
   * key; does nothing while isolated.
   */
  public void amend() {
    eventLoop.runOnContext(
        nothing -> {
          if (isTogether()) {
            link.send(new Command.Load(), this::amend);
          }
        });
  }

  private void amend(Reply reply) {
    if (reply instanceof Reply.Loaded loaded && isTogether()) {
      rules.open(loaded, rules::apply);
    }
  }

  /** Leaves the peers, once this gateway serves nothing any longer. */
  public Future<Void> leave() {
    eventLoop.runOnContext(
        nothing -> {
          isLeaving = true;
          membership.leave(Now.read());
        });
    return left.future();
  }

  /** Whether this gateway knows what its peers invalidate. */
  public boolean isTogether() {
    return membership.lease().isValid(Now.read());
  }

  /** Whether it has known that at some time. */
  public boolean hasJoined() {
    return state.hasJoined();
  }

  /** How many gateways there are, this one included; 0 while isolated. */
  public int members() {
    return isTogether() ? state.members() : 0;
  }

  @Override
  public @Nullable Long loadedSince() {
    Now now = Now.read();
    return membership.lease().isValid(now)
        ? null
        : awake.since(now, options.isolatedFreshFor().toNanos());
  }

  @Override
  public boolean rejectsWrites() {
    return options.rejectsWrites() && !isTogether();
  }

  @Override
  public Future<Boolean> invalidate(List<Invalidation> what) {
    return Future.all(what.stream().map(this::publish).toList())
        .map(all -> !options.rejectsWrites() || !all.list().contains(PublicationOutcome.ISOLATED));
  }

  @Override
  public void rejected(CacheKey key) {
    publishUnawaited(receiver.sealed(new Invalidation(Scope.key(key), Reason.REFUSED)));
  }

  private Future<PublicationOutcome> publish(Invalidation what) {
    byte[] sealed = receiver.sealed(what);
    Promise<PublicationOutcome> completed = Promise.promise();
    eventLoop.runOnContext(nothing -> publish(sealed, List.of()).onComplete(completed));
    return completed.future();
  }

  private Future<PublicationOutcome> publish(byte[] sealed, List<Change> changes) {
    Promise<PublicationOutcome> completed = Promise.promise();
    waiting.put(membership.publish(sealed, changes, Now.read()), completed);
    return completed.future();
  }

  /** Publishes soon: a message that it replies to is still being applied. */
  private void publishUnawaited(byte[] sealed) {
    eventLoop.runOnContext(nothing -> membership.publish(sealed, List.of(), Now.read()));
  }

  /** In a message that says nothing else. */
  private void storeUnawaited(List<Change> changes) {
    membership.publish(receiver.sealed(Message.Kind.REPLY, new byte[0]), changes, Now.read());
  }

  @Override
  public <S> Future<OriginResponse<S>> fetch(
      SharedLists.Wanted wanted, Supplier<Future<OriginResponse<S>>> load) {
    return lists.fetch(wanted, load);
  }

  @Override
  public boolean sharesLists() {
    return positions != null;
  }

  @Override
  public SharedBudgets budgets() {
    return budgets;
  }

  @Override
  public void add(PeerTopic topic) {
    receiver.add(topic);
  }

  @Override
  public Future<PeerReplies> call(Message.Kind kind, byte[] body, List<PeerRule> stored) {
    List<Change> changes = stored.stream().map(form::store).toList();
    Promise<PeerReplies> replied = Promise.promise();
    eventLoop.runOnContext(
        nothing ->
            calls
                .call(body, message -> publish(receiver.sealed(kind, message), changes))
                .onComplete(replied));
    return replied.future();
  }

  private void tick() {
    Now now = Now.read();
    awake.observe(now);
    membership.tick(now);
    state.observe(isTogether(), membership);
  }

  /** Where budgets are stored. */
  private final class Budgets implements ValkeyBudgets.Store {

    @Override
    public Future<byte[]> get(String key) {
      return onLink(() -> link.get(key));
    }

    @Override
    public void set(String key, byte[] value, long millis) {
      eventLoop.runOnContext(nothing -> link.set(key, value, millis));
    }
  }

  /** What the membership asks for and announces. */
  private final class Output implements PeerOutput {

    private int attempt;

    @Override
    public void connect(int newAttempt) {
      attempt = newAttempt;
      link.open(
          () -> membership.connected(newAttempt, Now.read()),
          () -> membership.disconnected(newAttempt, Now.read()));
    }

    @Override
    public void disconnect() {
      link.close();
      if (isLeaving) {
        left.tryComplete();
      }
    }

    @Override
    public void send(Command command) {
      link.send(
          command,
          reply -> {
            if (reply instanceof Reply.Loaded loaded) {
              rules.open(loaded, () -> received(command, reply));
            } else {
              received(command, reply);
            }
          });
    }

    /** A defect ends the session: what it has not done, the next one does. */
    private void received(Command command, Reply reply) {
      try {
        membership.received(command, reply, Now.read());
      } catch (RuntimeException defect) {
        LOG.error("A reply of Valkey was not processed", defect);
        membership.disconnected(attempt, Now.read());
      }
    }

    @Override
    public void load(List<Change> stored) {
      rules.apply();
    }

    @Override
    public void apply(Entry entry) {
      receiver.receive(entry.sealed(), entry.sender().startsWith(id + SESSION_SEPARATOR));
      AppliedPositions applied = positions;
      if (applied != null) {
        applied.applied(entry.position(), cache.epoch());
      }
    }

    @Override
    public void applyHere(Publication publication) {
      receiver.receive(publication.sealed(), true);
    }

    @Override
    public void completed(Publication publication, PublicationOutcome outcome) {
      Promise<PublicationOutcome> response = waiting.remove(publication);
      if (response != null) {
        // A call asks all that the registry had when it was published.
        state.observe(isTogether(), membership);
        events.published(outcome);
        response.complete(outcome);
      }
    }

    @Override
    public void joined(Era era, long position) {
      receiver.invalidateEverything();
      positions = new AppliedPositions(keys.lists(era), position, cache.epoch());
    }

    @Override
    public void ended(SessionEnd cause) {
      positions = null;
      state.ended(cause);
      events.sessionEnded(cause);
    }
  }
}
