package dev.bimgate.deployment.faults;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bimgate.sandbox.Download;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Downloads and uploads of one caller, each with bytes of its own, some left in the middle. */
final class Streams {

  /** By so much a length is told too short; a client cannot see through it, so it is allowed. */
  static final int SURPLUS_BYTES = 777;

  private final Caller caller;
  private final Findings findings;
  private final Random random;

  Streams(Caller caller, Findings findings, Random random) {
    this.caller = caller;
    this.findings = findings;
    this.random = random;
  }

  /** Takes a body that only this call asks for, and looks at each byte of it. */
  void download(String team) {
    take(team, random.nextInt(7) == 0);
  }

  /** Sends a body that only this call has, and compares what Bimplus says of it. */
  void upload(String team) {
    give(team, random.nextInt(7) == 0);
  }

  /** Everything is quiet: bodies of both directions come through. */
  void expectWorking(String team) {
    WireAnswer down = take(team, false);
    WireAnswer up = give(team, false);
    boolean well = down != null && down.whole() && down.status() == 200;
    if (!well || up == null || !up.whole() || up.status() != 200) {
      findings.add("all should be well, but streams of " + caller.reader() + " end " + down + up);
    }
  }

  private @Nullable WireAnswer take(String team, boolean leaves) {
    Download content = new Download(random.nextLong() >>> 1, size());
    String framing = random.nextBoolean() ? "&chunked=1" : "";
    String target =
        "/v2/%s/download?seed=%d&bytes=%d%s"
            .formatted(team, content.seed(), content.lengthBytes(), framing);
    Call call = Call.get(Call.Kind.DOWNLOAD, target);
    WireAnswer response =
        caller.send(
            leaves
                ? call.leavingAfter((long) (content.lengthBytes() * random.nextDouble()))
                : call);
    if (response != null
        && response.status() == 200
        && response.isOfType("application/octet-stream")) {
      judge(call, content, response);
    }
    return response;
  }

  private @Nullable WireAnswer give(String team, boolean leaves) {
    Download content = new Download(random.nextLong() >>> 1, size());
    byte[] body = content.bytes(0, (int) content.lengthBytes());
    Call call =
        Call.of(
            Call.Kind.UPLOAD,
            random.nextBoolean() ? "PUT" : "POST",
            "/v2/" + team + "/upload?seed=" + content.seed(),
            body);
    WireAnswer response =
        caller.send(leaves ? call.leavingAfter(random.nextInt(body.length)) : call);
    if (response != null && response.status() == 200 && response.isOfType("application/json")) {
      JsonNode told = World.read(response.text());
      boolean same =
          told.path("length").asLong() == body.length
              && told.path("sha256").asText().equals(content.sha256());
      if (response.whole() && !same) {
        findings.add(caller.reader() + ": " + call.target() + " was answered " + response.text());
      }
    }
    return response;
  }

  private void judge(Call call, Download content, WireAnswer response) {
    byte[] body = response.body();
    byte[] expected = content.bytes(0, (int) content.lengthBytes());
    boolean foreign =
        body.length > expected.length || !Arrays.equals(body, Arrays.copyOf(expected, body.length));
    if (foreign) {
      findings.add(caller.reader() + ": " + call.target() + " brought bytes of something else");
    }
    boolean lied =
        response.field("content-length").isPresent()
            && body.length == Math.max(0, expected.length - SURPLUS_BYTES);
    if (response.whole() && body.length != expected.length && !lied) {
      findings.add(caller.reader() + ": " + call.target() + " ended as whole after " + body.length);
    }
  }

  /** Mostly small, now and then more than the buffers on the way hold. */
  private int size() {
    int most = random.nextInt(12) == 0 ? 1_500_000 : 60_000;
    return 1 + random.nextInt(most);
  }
}
