package dev.bimgate.gateway.admin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bimgate.cache.model.CacheKey;
import dev.bimgate.cache.model.Invalidation;
import dev.bimgate.cache.model.Invalidation.Reason;
import dev.bimgate.cache.model.PurgeMode;
import dev.bimgate.cache.model.Purged;
import dev.bimgate.cache.model.Scope;
import dev.bimgate.cache.model.User;
import dev.bimgate.gateway.context.Labels;
import dev.bimgate.gateway.context.Sha256;
import dev.bimgate.gateway.context.target.TargetParser;
import dev.bimgate.gateway.lists.SharedPurge;
import dev.bimgate.gateway.routes.CachedRoute;
import dev.bimgate.gateway.token.CallerResolver;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Purges lists, by one of: {@code path} with its caller, one list; {@code team}, the project lists
 * of that team; {@code user}, all lists of that user; {@code all}. With {@code soft} they become
 * stale, else they are removed.
 */
final class PurgeCall implements AdminCall {

  private static final Logger LOG = Logger.getLogger(PurgeCall.class);

  private static final List<String> TEXTS =
      List.of("path", "token", "team", "user", "issuer", "app", "scope");
  private static final List<String> FLAGS = List.of("all", "soft");

  private final SharedPurge purge;
  private final ListSelector lists;
  private final CallerResolver callers;

  PurgeCall(SharedPurge purge, ListSelector lists, CallerResolver callers) {
    this.purge = purge;
    this.lists = lists;
    this.callers = callers;
  }

  /**
   * What to purge.
   *
   * @param by the parameter that selects it
   * @param value for the log
   * @param json for the response
   */
  private record Order(String by, String value, ObjectNode json, List<Invalidation> what) {}

  @Override
  public AdminAction action() {
    return AdminAction.PURGE;
  }

  @Override
  public List<HttpMethod> methods() {
    return List.of(HttpMethod.POST);
  }

  @Override
  public ObjectNode respond(AdminRequest request) throws AdminRejectedException {
    AdminParameters texts = AdminBody.read(request, TEXTS, FLAGS);
    Order order = order(texts);
    PurgeMode asked = texts.flag("soft") ? PurgeMode.SOFT : PurgeMode.HARD;
    SharedPurge.Result result = PeerReach.await(purge.purge(order.what(), asked));
    Purged purged = result.purged();
    String mode = Labels.of(purged.mode());
    LOG.infof(
        "Lists purged by=%s value=%s mode=%s before=%d after=%d request=%s",
        order.by(),
        Sha256.shown(order.value()),
        mode,
        purged.before(),
        purged.after(),
        request.id());
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("purged", order.by());
    json.setAll(order.json());
    json.put("mode", mode)
        .put("before", purged.before())
        .put("after", purged.after())
        .put("stale", purged.stale());
    PeerReach.put(json, List.of(result.replies()));
    return json.put("request", request.id());
  }

  private Order order(AdminParameters texts) throws AdminRejectedException {
    List<String> named =
        Stream.of("path", "team", "user", "all")
            .filter(texts::has)
            .filter(name -> !name.equals("user") || !texts.has("path"))
            .toList();
    if (named.size() != 1) {
      throw texts.rejected("Name one of path, team, user and all.");
    }
    return switch (named.get(0)) {
      case "path" -> ofList(texts);
      case "team" -> ofTeam(texts);
      case "user" -> ofUser(texts);
      default -> ofAll(texts);
    };
  }

  private Order ofList(AdminParameters texts) throws AdminRejectedException {
    List<String> with = new ArrayList<>(ListSelector.PARTS);
    with.addAll(List.of("path", "token", "soft"));
    texts.requireOnly("path", with);
    CacheKey key =
        Optional.of(lists.read(texts))
            .filter(meant -> !meant.isOdd())
            .flatMap(ListSelector.Meant::key)
            .orElseThrow(() -> texts.rejected("path is not that of a cached route."));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("key", KeyJson.of(key));
    return new Order(
        "path",
        texts.text("path").orElseThrow(),
        json,
        List.of(new Invalidation(Scope.key(key), Reason.OPERATOR)));
  }

  private static Order ofTeam(AdminParameters texts) throws AdminRejectedException {
    texts.requireOnly("team", List.of("team", "soft"));
    String team = texts.text("team").orElseThrow();
    if (!TargetParser.isSlug(team)) {
      throw texts.rejected("team must be a slug: [a-z0-9][a-z0-9-]*, at most 63 characters.");
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("team", team);
    return new Order(
        "team",
        team,
        json,
        Stream.of(CachedRoute.values())
            .filter(CachedRoute::perTeam)
            .map(route -> new Invalidation(route.scope(team), Reason.OPERATOR))
            .toList());
  }

  private Order ofUser(AdminParameters texts) throws AdminRejectedException {
    texts.requireOnly("user", List.of("user", "issuer", "soft"));
    String subject = texts.text("user").orElseThrow();
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("user", subject);
    List<User> users =
        texts
            .text("issuer")
            .map(issuer -> List.of(new User(issuer, subject)))
            .orElseGet(() -> callers.usersOf(subject));
    texts.text("issuer").ifPresent(issuer -> json.put("issuer", issuer));
    return new Order(
        "user",
        subject,
        json,
        users.stream()
            .<Invalidation>map(user -> new Invalidation(Scope.user(user), Reason.OPERATOR))
            .toList());
  }

  private static Order ofAll(AdminParameters texts) throws AdminRejectedException {
    texts.requireOnly("all", List.of("all", "soft"));
    if (!texts.flag("all")) {
      throw texts.rejected("all must be true.");
    }
    return new Order(
        "all",
        "all",
        JsonNodeFactory.instance.objectNode(),
        List.of(new Invalidation(Scope.EVERYTHING, Reason.OPERATOR)));
  }
}
