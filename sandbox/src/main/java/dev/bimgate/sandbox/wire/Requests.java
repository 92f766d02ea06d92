package dev.bimgate.sandbox.wire;

import java.util.function.Predicate;

/** Conditions on recorded requests, for counting, waiting and faults. */
public final class Requests {

  private Requests() {}

  public static Predicate<RecordedRequest> any() {
    return request -> true;
  }

  /** Requests to exactly this path, with any query: {@code /v2/teams}. */
  public static Predicate<RecordedRequest> to(String path) {
    return request -> request.path().equals(path);
  }

  /** Requests with this method to exactly this path, with any query. */
  public static Predicate<RecordedRequest> to(String method, String path) {
    return request -> request.method().equals(method) && request.path().equals(path);
  }

  /** Requests whose path has this prefix. */
  public static Predicate<RecordedRequest> under(String pathPrefix) {
    return request -> request.path().startsWith(pathPrefix);
  }

  /** Requests to the fake Bimplus, the discovery document left out. */
  public static Predicate<RecordedRequest> callsToBimplus() {
    return request ->
        request.server() == RecordedRequest.Server.API
            && !request.path().endsWith("/.well-known/openid-configuration");
  }

  /** Requests of this user, with a valid credential. */
  public static Predicate<RecordedRequest> by(String user) {
    return request -> request.user().filter(user::equals).isPresent();
  }

  /** Requests with exactly this value in a header of this name. */
  public static Predicate<RecordedRequest> withField(String name, String value) {
    return request -> request.fieldValues(name).contains(value);
  }

  /** Requests in this state. */
  public static Predicate<RecordedRequest> in(RecordedRequest.State state) {
    return request -> request.state() == state;
  }
}
