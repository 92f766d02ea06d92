package dev.bimgate.gateway.limits;

import dev.bimgate.cache.model.User;
import java.util.function.Consumer;

/** Where gateways share what they learn of budgets, best effort: nothing waits for it. */
public interface SharedBudgets {

  /** Those of a gateway alone. */
  SharedBudgets NONE =
      new SharedBudgets() {
        @Override
        public void publish(User user, SharedBudget learnt) {}

        @Override
        public void find(User user, Consumer<SharedBudget> found) {}
      };

  /** Replaces what was last published of a user. */
  void publish(User user, SharedBudget learnt);

  /**
   * Looks for what was last published of a user, by whichever gateway.
   *
   * @param found gets it, maybe never, on any thread
   */
  void find(User user, Consumer<SharedBudget> found);
}
