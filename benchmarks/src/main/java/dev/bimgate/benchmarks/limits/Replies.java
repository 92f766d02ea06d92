package dev.bimgate.benchmarks.limits;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Timed responses, and figures of them. */
record Replies(List<Reply> all) {

  static Replies of(Collection<CompletableFuture<Reply>> pending) {
    return new Replies(pending.stream().map(CompletableFuture::join).toList());
  }

  Replies where(Predicate<Reply> condition) {
    return new Replies(all.stream().filter(condition).toList());
  }

  int size() {
    return all.size();
  }

  int count(int status) {
    return where(reply -> reply.status() == status).size();
  }

  /** How many have another status than 200. */
  int failed() {
    return size() - count(200);
  }

  double medianMillis() {
    return quantile(0.5);
  }

  double p99Millis() {
    return quantile(0.99);
  }

  double maxMillis() {
    return quantile(1);
  }

  private double quantile(double share) {
    double[] sorted = all.stream().mapToDouble(Reply::millis).sorted().toArray();
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }
}
