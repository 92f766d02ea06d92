package dev.bimgate.gateway.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.bimgate.cache.http.RetryAfter;
import dev.bimgate.cache.model.Caller;
import dev.bimgate.cache.model.User;
import dev.bimgate.client.UpstreamException;
import dev.bimgate.client.UpstreamFailure;
import dev.bimgate.client.UpstreamResponse;
import dev.bimgate.gateway.context.CallerIdentity;
import dev.bimgate.gateway.context.RequestContext;
import dev.bimgate.gateway.context.StageSpan;
import dev.bimgate.gateway.problem.Problem;
import dev.bimgate.gateway.problem.ProblemException;
import dev.bimgate.gateway.problem.ProblemType;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one way of every call to Bimplus on behalf of a user: limits of the operator, the user's
 * budget, the call, and what its response says of the budget. Responses from the cache never get
 * here.
 */
public final class UserCalls {

  /** A user beyond these is forgotten, and learnt again with the next call. */
  static final int MAX_USERS = 10_000;

  private static final int UNAUTHORIZED = 401;
  private static final int FAILED_LOGIN = 400;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  final Cache<User, UserBudget> byUser =
      Caffeine.newBuilder().maximumSize(MAX_USERS).executor(Runnable::run).build();

  private final LimitOptions options;
  private final InstantSource clock;
  private final Consumer<LimitedBy> rejections;
  private final SharedBudgets shared;

  /** Of calls without a credential: Bimplus allows few of them, to all clients together. */
  private final UserBudget anonymous;

  /**
   * @param rejections gets each call that a limit has rejected
   * @param shared what other gateways have learnt of users
   */
  public UserCalls(
      LimitOptions options,
      InstantSource clock,
      Consumer<LimitedBy> rejections,
      SharedBudgets shared) {
    this.options = options;
    this.clock = clock;
    this.rejections = rejections;
    this.shared = shared;
    this.anonymous = new UserBudget(options);
  }

  /**
   * Sends the call of a request, or fails with a {@link ProblemException} before anything is sent.
   * A request without a user is always sent.
   *
   * @param send gets the span of the call, whose trace context it sends
   */
  public Future<UpstreamResponse> call(
      RequestContext request, Function<StageSpan, Future<UpstreamResponse>> send) {
    CallerIdentity identity = request.identityIfKnown();
    if (identity == null) {
      long sentAtMillis = clock.millis();
      return TracedCall.send(request, send)
          .onFailure(failure -> noteShare(request, failure))
          .onSuccess(response -> learnAnonymous(response, sentAtMillis));
    }
    Caller caller = identity.caller();
    long now = clock.millis();
    UserBudget budget = byUser.get(caller.user(), user -> new UserBudget(options));
    if (budget.isLookupDue(now)) {
      shared.find(caller.user(), found -> budget.learn(found, clock.millis()));
    }
    UserBudget.Rejection rejection =
        budget.begin(caller.app(), READS.contains(request.method()), now);
    return rejection == null
        ? send(request, budget, caller, now, send)
        : Future.failedFuture(rejected(request, budget, rejection, now));
  }

  /**
   * Whether calls of a request's user should wait where they can: little is left of the budget, and
   * less than of the time.
   */
  public boolean economizes(RequestContext request) {
    CallerIdentity identity = request.identityIfKnown();
    UserBudget budget = identity == null ? null : byUser.getIfPresent(identity.caller().user());
    return budget != null && budget.state(clock.millis()) != BudgetState.NORMAL;
  }

  /** Whether calls without a credential are scarce. */
  public boolean economizesAnonymous() {
    return anonymous.state(clock.millis()) != BudgetState.NORMAL;
  }

  /** The budget of a user; empty if the user has made no call, or long ago. */
  public Optional<BudgetStatus> status(User user) {
    return Optional.ofNullable(byUser.getIfPresent(user)).map(of -> of.status(clock.millis()));
  }

  /** The number of users whose budget is in a state. */
  long users(BudgetState state) {
    long now = clock.millis();
    return byUser.asMap().values().stream().filter(budget -> budget.state(now) == state).count();
  }

  /** All budgets. */
  Stream<BudgetStatus> statuses() {
    long now = clock.millis();
    return byUser.asMap().values().stream().map(budget -> budget.status(now));
  }

  private Future<UpstreamResponse> send(
      RequestContext request,
      UserBudget budget,
      Caller caller,
      long sentAtMillis,
      Function<StageSpan, Future<UpstreamResponse>> send) {
    return sent(request, send)
        .andThen(
            called -> {
              if (isSent(called)) {
                budget.end();
              } else {
                budget.endUnsent(caller.app());
              }
              noteShare(request, called.cause());
              if (called.succeeded()) {
                learn(request, budget, called.result(), sentAtMillis);
                budget
                    .toPublish(clock.millis())
                    .ifPresent(learnt -> shared.publish(caller.user(), learnt));
              }
            });
  }

  private static Future<UpstreamResponse> sent(
      RequestContext request, Function<StageSpan, Future<UpstreamResponse>> send) {
    try {
      return TracedCall.send(request, send);
    } catch (RuntimeException defect) {
      return Future.failedFuture(defect);
    }
  }

  private void noteShare(RequestContext request, @Nullable Throwable failure) {
    if (failure instanceof UpstreamException upstream
        && upstream.failure() == UpstreamFailure.SHARE_USED) {
      request.outcome().cause(LimitedBy.SHARE);
      rejections.accept(LimitedBy.SHARE);
    }
  }

  /** Whether Bimplus may have received a part of a call. */
  private static boolean isSent(AsyncResult<UpstreamResponse> call) {
    return call.succeeded()
        || (call.cause() instanceof UpstreamException upstream && !upstream.failure().isUnsent());
  }

  private void learnAnonymous(UpstreamResponse response, long sentAtMillis) {
    long now = clock.millis();
    // From users a 401 is ignored, because it may be about this budget. Here it is a login that
    // Bimplus has let through, and that has failed.
    int status = response.status() == UNAUTHORIZED ? FAILED_LOGIN : response.status();
    anonymous.learn(
        status, RateLimitHeaders.of(response.headers()::getAll, now), sentAtMillis, now);
  }

  private void learn(
      RequestContext request, UserBudget budget, UpstreamResponse response, long sentAtMillis) {
    Instant now = clock.instant();
    long nowMillis = now.toEpochMilli();
    int status = response.status();
    RateLimitHeaders said = RateLimitHeaders.of(response.headers()::getAll, nowMillis);
    budget.learn(status, said, sentAtMillis, nowMillis);
    if (status != TOO_MANY_REQUESTS && budget.state(nowMillis) == BudgetState.NORMAL) {
      return;
    }
    List<String> retryAfter = response.headers().getAll("Retry-After");
    long retryAfterMillis = retryAfterMillis(retryAfter, now);
    if (status == TOO_MANY_REQUESTS) {
      budget.pause(retryAfterMillis, nowMillis);
    }
    BudgetStatus left = budget.status(nowMillis);
    // Clients take the time of RateLimit for no later than that of a Retry-After beside it.
    if (retryAfter.isEmpty() || retryAfterMillis >= left.availableMillis()) {
      announce(request, left);
    }
  }

  private static long retryAfterMillis(List<String> lines, Instant now) {
    Duration asked = lines.size() == 1 ? RetryAfter.parse(lines.get(0).strip(), now) : null;
    return asked == null ? 0 : asked.toMillis();
  }

  /** Adds what is left to the response of this call, whoever writes it. */
  private static void announce(RequestContext request, BudgetStatus left) {
    if (left.isConfirmed()) {
      RateLimitFields fields =
          RateLimitFields.of(left.limit(), left.availableToReads(), left.availableMillis());
      request.response().headersEndHandler(nothing -> fields.addTo(request.response()));
    }
  }

  private ProblemException rejected(
      RequestContext request, UserBudget budget, UserBudget.Rejection rejection, long nowMillis) {
    request.outcome().cause(rejection.by());
    rejections.accept(rejection.by());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Retry-After", Long.toString(RateLimitFields.seconds(rejection.waitMillis())));
    BudgetStatus status = rejection.by() == LimitedBy.BUDGET ? budget.status(nowMillis) : null;
    if (status != null && status.isKnown()) {
      RateLimitFields.of(status.limit(), 0, rejection.waitMillis()).putInto(headers);
    }
    return new ProblemException(problem(rejection.by(), headers));
  }

  private static Problem problem(LimitedBy by, Map<String, String> headers) {
    return switch (by) {
      case RATE ->
          new Problem(
              ProblemType.TOO_MANY_CALLS,
              "This user makes more calls to Bimplus than the gateway's operator allows.",
              headers);
      case APP ->
          new Problem(
              ProblemType.TOO_MANY_CALLS,
              "This app has used its part of the user's calls to Bimplus.",
              headers);
      default ->
          new Problem(
              ProblemType.BUDGET_SPENT,
              "Bimplus allows this user no further call now, or the last ones are reserved for"
                  + " writes.",
              headers);
    };
  }
}
