package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bimgate.sandbox.wire.Gate;
import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import dev.bimgate.sandbox.wire.Sha256;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecorderTest extends SandboxTest {

  @Test
  void headersKeepTheirOrderSpellingAndRepetition() throws Exception {
    raw(
        "GET /v2//projects?x=%7e&y HTTP/1.1",
        "Host: a", "zebra: 1", "APPLE: 2", "Zebra: 3", "Connection: close");

    RecordedRequest request = sandbox.recorder().await(Requests.any());
    assertThat(request.target()).isEqualTo("/v2//projects?x=%7e&y");
    assertThat(request.path()).isEqualTo("/v2//projects");
    assertThat(request.fields())
        .containsExactly(
            Map.entry("Host", "a"),
            Map.entry("zebra", "1"),
            Map.entry("APPLE", "2"),
            Map.entry("Zebra", "3"),
            Map.entry("Connection", "close"));
    assertThat(request.fieldValues("ZEBRA")).isEqualTo(List.of("1", "3"));
  }

  @Test
  void requestsAreCountedByConditionUntilCleared() {
    client.get("/teams", token);
    client.get("/" + team + "/projects", token);
    client.json(sandbox.issuerUrl().resolve(IssuerRoutes.KEYS_PATH));

    assertThat(sandbox.recorder().count(Requests.any())).isEqualTo(3);
    assertThat(sandbox.recorder().count(Requests.callsToBimplus())).isEqualTo(2);
    assertThat(sandbox.recorder().count(Requests.to("GET", "/v2/teams"))).isEqualTo(1);
    assertThat(sandbox.recorder().count(Requests.withField("Authorization", "Bearer " + token)))
        .isEqualTo(2);

    sandbox.recorder().clear();
    assertThat(sandbox.recorder().all()).isEmpty();
  }

  @Test
  void bodyIsRecordedWithItsLengthAndDigest() {
    client.send("POST", "/" + team + "/projects", token, "{\"name\":\"Weir\"}");

    RecordedRequest request = sandbox.recorder().last(Requests.callsToBimplus());
    assertThat(request.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"name\":\"Weir\"}");
    assertThat(request.bodyLength()).isEqualTo(15);
    assertThat(request.bodySha256()).isEqualTo(Sha256.hex(request.body()));
    assertThat(request.bodyComplete()).isTrue();
    assertThat(request.answerStatus()).isEqualTo(201);
  }

  @Test
  void bodyOfARequestThatIsRejectedAtOnceIsRecordedAllTheSame() {
    client.send("POST", "/" + team + "/projects", "", "{\"name\":\"Weir\"}");

    RecordedRequest request = sandbox.recorder().await(RecordedRequest::bodyComplete);
    assertThat(request.answerStatus()).isEqualTo(401);
    assertThat(request.bodyLength()).isEqualTo(15);
  }

  @Test
  void clientThatLeavesIsSeenAsAborted() throws Exception {
    Gate gate = sandbox.bimplus().faults().holdAnswers(Requests.to("/v2/teams"));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.apiUrl().getPort())) {
      String credential = "Authorization: BimPlus " + token;
      socket.getOutputStream().write(head("GET /v2/teams HTTP/1.1", "Host: a", credential));
      gate.awaitArrivals(1);
    }

    sandbox.recorder().await(Requests.in(RecordedRequest.State.ABORTED));
    gate.release();
  }

  @Test
  void requestWithAResponseEndsAsCompleted() {
    client.get("/teams", token);

    RecordedRequest request = sandbox.recorder().last(Requests.to("/v2/teams"));
    sandbox.recorder().awaitEnd(request, Duration.ofSeconds(10));
    assertThat(request.state()).isEqualTo(RecordedRequest.State.COMPLETED);
  }

  @Test
  void waitingInVainEndsWithWhatWasSeen() {
    assertThatThrownBy(() -> sandbox.recorder().await(Requests.any(), 1, Duration.ZERO))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("for 1 requests and saw 0");
  }

  @Test
  void textFormShowsNoQueryAndNoField() {
    client.get("/teams?secret=1", token);

    assertThat(sandbox.recorder().last(Requests.any()).toString())
        .startsWith("GET /v2/teams (")
        .doesNotContain("secret");
  }

  @Test
  void oldestRequestsGoWhenTheRecorderIsFull() {
    try (Sandbox small = Sandbox.start(SandboxOptions.defaults().withRecordedRequests(2))) {
      Client asking = new Client(small);
      asking.get("/a", "");
      asking.get("/b", "");
      asking.get("/c", "");

      assertThat(small.recorder().all())
          .extracting(RecordedRequest::path)
          .containsExactly("/v2/b", "/v2/c");
    }
  }

  private void raw(String... lines) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.apiUrl().getPort());
        InputStream answer = socket.getInputStream()) {
      socket.getOutputStream().write(head(lines));
      answer.readAllBytes();
    }
  }

  private static byte[] head(String... lines) {
    String text = String.join("\r\n", lines) + "\r\n\r\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
