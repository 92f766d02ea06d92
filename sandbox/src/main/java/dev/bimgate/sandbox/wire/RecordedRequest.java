package dev.bimgate.sandbox.wire;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request as it arrived, and how far its response has come; it changes until it has ended.
 *
 * <p>Its text form names method and path alone: fields and query may hold credentials.
 */
public final class RecordedRequest {

  /** Which of the two servers was asked. */
  public enum Server {
    API,
    ISSUER
  }

  /** How far the exchange has come. */
  public enum State {
    /** No response yet, or one in progress. */
    OPEN,
    /** The whole response was handed to the connection. */
    COMPLETED,
    /** The connection or stream ended before the response was complete. */
    ABORTED
  }

  /** Bodies up to this many bytes are kept whole. */
  public static final int KEPT_BODY_BYTES = 16 * 1024;

  private final Server server;
  private final String method;
  private final String target;
  private final List<Map.Entry<String, String>> fields;
  private final Instant arrivedAt;
  private final Runnable changed;
  private final Optional<String> user;

  private volatile State state = State.OPEN;
  private volatile boolean bodyComplete;
  private volatile long answerBytes;
  private volatile int answerStatus;

  // Guarded by this.
  private byte[] keptBody = new byte[0];
  private long bodyLength;
  private @Nullable MessageDigest digest;

  RecordedRequest(
      Server server,
      String method,
      String target,
      List<Map.Entry<String, String>> fields,
      Optional<String> user,
      Instant arrivedAt,
      Runnable changed) {
    this.server = server;
    this.method = method;
    this.target = target;
    this.fields = List.copyOf(fields);
    this.arrivedAt = arrivedAt;
    this.changed = changed;
    this.user = user;
  }

  public Server server() {
    return server;
  }

  public String method() {
    return method;
  }

  /** The request target byte for byte, query included. */
  public String target() {
    return target;
  }

  /** The target up to the first question mark, not decoded. */
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** All fields in the order and spelling in which they came. */
  public List<Map.Entry<String, String>> fields() {
    return fields;
  }

  /** The values of all fields of that name, without regard to case. */
  public List<String> fieldValues(String name) {
    List<String> values = new ArrayList<>();
    for (Map.Entry<String, String> field : fields) {
      if (field.getKey().equalsIgnoreCase(name)) {
        values.add(field.getValue());
      }
    }
    return values;
  }

  /** The first value of that field. */
  public Optional<String> field(String name) {
    return fieldValues(name).stream().findFirst();
  }

  /** Who asked, as far as the credential counted when the request came. */
  public Optional<String> user() {
    return user;
  }

  public Instant arrivedAt() {
    return arrivedAt;
  }

  public State state() {
    return state;
  }

  /** Whether the last byte of the request's body has arrived. */
  public boolean bodyComplete() {
    return bodyComplete;
  }

  /** Bytes of the body that have been read so far. */
  public synchronized long bodyLength() {
    return bodyLength;
  }

  /** SHA-256 of the bytes read so far, as lower-case hex. */
  public synchronized String bodySha256() {
    return HexFormat.of().formatHex(digest == null ? Sha256.EMPTY.clone() : Sha256.soFar(digest));
  }

  /** The body, or its first {@link #KEPT_BODY_BYTES} bytes. */
  public synchronized byte[] body() {
    return keptBody.clone();
  }

  /** Status of the response, 0 before there is one. */
  public int answerStatus() {
    return answerStatus;
  }

  /** Bytes of the response body handed to the connection so far: shows back-pressure. */
  public long answerBytes() {
    return answerBytes;
  }

  synchronized void bodyArrived(byte[] chunk) {
    if (digest == null) {
      digest = Sha256.start();
    }
    digest.update(chunk);
    bodyLength += chunk.length;
    int room = KEPT_BODY_BYTES - keptBody.length;
    if (room > 0) {
      int taken = Math.min(room, chunk.length);
      byte[] grown = Arrays.copyOf(keptBody, keptBody.length + taken);
      System.arraycopy(chunk, 0, grown, keptBody.length, taken);
      keptBody = grown;
    }
  }

  void bodyEnded() {
    bodyComplete = true;
    changed.run();
  }

  void answering(int status) {
    answerStatus = status;
  }

  public void answered(long bytesSoFar) {
    answerBytes = bytesSoFar;
  }

  void ended(State end) {
    if (state == State.OPEN) {
      state = end;
      changed.run();
    }
  }

  @Override
  public String toString() {
    return method + " " + path() + " (" + state + ")";
  }
}
