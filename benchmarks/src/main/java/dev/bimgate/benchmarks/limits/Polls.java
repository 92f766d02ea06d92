package dev.bimgate.benchmarks.limits;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Usual users: each requests a list, and a resource that is not cached, twice a second. */
final class Polls {

  private final List<Visitor> users;
  private final String list;
  private final String resource;

  Polls(Setup setup, List<String> users) {
    this.users = users.stream().map(setup::visitor).toList();
    this.list = setup.inTeam("/projects");
    this.resource = setup.inTeam("/echo");
  }

  CompletableFuture<Replies> lists(Duration length) {
    return Load.steady(length, 2 * users.size(), i -> user(i).get(list));
  }

  CompletableFuture<Replies> resources(Duration length) {
    return Load.steady(length, 2 * users.size(), i -> user(i).get(resource));
  }

  /** Both, until the last response. */
  void warmUp() {
    CompletableFuture<Replies> lists = lists(Duration.ofSeconds(10));
    resources(Duration.ofSeconds(10)).join();
    lists.join();
  }

  /** Each requests the resource, all at once. */
  void burst() {
    Replies.of(users.stream().map(user -> user.get(resource)).toList());
  }

  private Visitor user(int i) {
    return users.get(i % users.size());
  }
}
