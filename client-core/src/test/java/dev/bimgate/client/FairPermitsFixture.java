package dev.bimgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Claims, and a record of how those that wait end. */
abstract class FairPermitsFixture {

  final List<String> granted = new ArrayList<>();
  final List<String> cleared = new ArrayList<>();

  Claim held(FairPermits permits, CallClass callClass, Object party) {
    Claim claim = claim(callClass, party);
    assertThat(take(permits, claim)).isEqualTo(FairPermits.Result.GRANTED);
    return claim;
  }

  static FairPermits.Result take(FairPermits permits, Claim claim) {
    return permits.take(claim, true);
  }

  Claim claim(CallClass callClass, @Nullable Object party) {
    String name = callClass + " " + party;
    return new Claim(
        callClass,
        party,
        new Claim.Waiter() {
          @Override
          public void granted() {
            granted.add(name);
          }

          @Override
          public void cleared() {
            cleared.add(name);
          }
        });
  }

  static Claim.Waiter onGranted(Runnable action) {
    return new Claim.Waiter() {
      @Override
      public void granted() {
        action.run();
      }

      @Override
      public void cleared() {}
    };
  }
}
