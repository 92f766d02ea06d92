package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Sequences of calls that begin, wait, withdraw, end and are cleared, in any order. */
class FairPermitsPropertiesTest {

  private static final String SEED = "14";
  private static final CallClass[] CLASSES = CallClass.values();

  /** What happens next: to a call picked by the number, or to a new one. */
  private record Step(Action action, CallClass callClass, int party, int number) {}

  private enum Action {
    TAKE,
    TAKE_OR_LEAVE,
    RELEASE,
    WITHDRAW,
    CLEAR
  }

  @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE, tries = 500)
  void noPermitIsEverLostOrGrantedTwice(
      @ForAll @IntRange(min = 1, max = 40) int size,
      @ForAll("steps") @Size(max = 300) List<Step> steps) {
    Pool pool = new Pool(size);

    for (Step step : steps) {
      pool.run(step);
      assertThat(pool.held()).isLessThanOrEqualTo(size);
      for (CallClass callClass : CLASSES) {
        assertThat(pool.heldLike(callClass)).isEqualTo(pool.permits.heldLike(callClass));
      }
      assertThat(pool.newcomersWhoWaitInVain()).isEmpty();
    }
    pool.endAll();

    assertThat(pool.calls).allSatisfy(call -> assertThat(call.isOver()).isTrue());
    assertThat(pool.takenByNewcomers()).isEqualTo(CallClass.LISTS.cap(size));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Action.class),
            Arbitraries.of(CallClass.class),
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(0, 1_000))
        .as(Step::new)
        .list();
  }

  /** The permits, and all calls that have claimed one. */
  private static final class Pool {

    final FairPermits permits;
    final int size;
    final List<Call> calls = new ArrayList<>();

    Pool(int size) {
      this.size = size;
      this.permits = new FairPermits(size);
    }

    void run(Step step) {
      switch (step.action) {
        case TAKE, TAKE_OR_LEAVE -> {
          Call call = new Call(step.callClass, step.party == 0 ? null : step.party);
          calls.add(call);
          call.began(permits.take(call.claim, step.action == Action.TAKE));
        }
        case RELEASE -> pick(Call.State.HOLDING, step.number, this::release);
        case WITHDRAW -> pick(Call.State.WAITING, step.number, this::withdraw);
        case CLEAR -> permits.clear(callClass -> callClass == step.callClass);
      }
    }

    void endAll() {
      for (boolean any = true; any; ) {
        any = pick(Call.State.HOLDING, 0, this::release);
      }
      calls.stream().filter(call -> call.state == Call.State.WAITING).forEach(this::withdraw);
    }

    int held() {
      return (int) in(Call.State.HOLDING).count();
    }

    int heldLike(CallClass callClass) {
      return (int)
          in(Call.State.HOLDING)
              .filter(call -> call.callClass.breaker() == callClass.breaker())
              .count();
    }

    /** Those who hold nothing, and want one of a class in which, and in the pool, there is room. */
    List<Call> newcomersWhoWaitInVain() {
      return in(Call.State.WAITING)
          .filter(call -> held() < size && isBelowCap(call.callClass))
          .filter(
              call ->
                  in(Call.State.HOLDING)
                      .noneMatch(other -> call.party != null && call.party.equals(other.party)))
          .toList();
    }

    private boolean isBelowCap(CallClass callClass) {
      long reads = count(CallClass.CALLS);
      long both = reads + count(CallClass.WRITES);
      boolean below = count(callClass) < callClass.cap(size);
      return switch (callClass) {
        case CALLS -> below && both < CallClass.WRITES.cap(size);
        case WRITES -> both < CallClass.WRITES.cap(size);
        case LISTS, LOGINS, OPEN -> below;
      };
    }

    private long count(CallClass callClass) {
      return in(Call.State.HOLDING).filter(call -> call.callClass == callClass).count();
    }

    int takenByNewcomers() {
      int taken = 0;
      while (permits.take(new Call(CallClass.LISTS, null).claim, false)
          == FairPermits.Result.GRANTED) {
        taken++;
      }
      return taken;
    }

    private Stream<Call> in(Call.State state) {
      return calls.stream().filter(call -> call.state == state);
    }

    private boolean pick(Call.State state, int number, Consumer<Call> action) {
      List<Call> candidates = in(state).toList();
      if (!candidates.isEmpty()) {
        action.accept(candidates.get(number % candidates.size()));
      }
      return !candidates.isEmpty();
    }

    private void release(Call call) {
      call.state = Call.State.OVER;
      permits.release(call.claim);
    }

    private void withdraw(Call call) {
      assertThat(permits.withdraw(call.claim)).isTrue();
      call.state = Call.State.OVER;
    }
  }

  /** A call, and how far it has come. */
  private static final class Call implements Claim.Waiter {

    enum State {
      NEW,
      WAITING,
      HOLDING,
      OVER
    }

    final CallClass callClass;
    final @Nullable Object party;
    final Claim claim;
    State state = State.NEW;

    Call(CallClass callClass, @Nullable Object party) {
      this.callClass = callClass;
      this.party = party;
      this.claim = new Claim(callClass, party, this);
    }

    void began(FairPermits.Result result) {
      state =
          switch (result) {
            case GRANTED -> State.HOLDING;
            case WAITING -> State.WAITING;
            case REJECTED -> State.OVER;
          };
    }

    boolean isOver() {
      return state == State.OVER;
    }

    @Override
    public void granted() {
      assertThat(state).isEqualTo(State.WAITING);
      state = State.HOLDING;
    }

    @Override
    public void cleared() {
      assertThat(state).isEqualTo(State.WAITING);
      state = State.OVER;
    }
  }
}
