package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BadRequestTest extends SandboxTest {

  @Test
  void malformedBodyOrNumberIs400() {
    String list = "/" + team + "/projects";

    assertThat(client.send("POST", list, token, "{\"name\":").statusCode()).isEqualTo(400);
    assertThat(client.get(list + "?chunkSize=many", token).statusCode()).isEqualTo(400);
    assertThat(client.get("/" + team + "/download?bytes=x", token).statusCode()).isEqualTo(400);
  }

  @Test
  void clientThatLeavesADownloadEndsIt() throws Exception {
    String path = "/v2/" + team + "/download";
    String head =
        String.join(
            "\r\n",
            "GET " + path + "?bytes=1000000000 HTTP/1.1",
            "Host: a",
            "Authorization: Bearer " + token,
            "\r\n");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.apiUrl().getPort());
        InputStream answer = socket.getInputStream()) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      answer.readNBytes(100_000);
    }

    RecordedRequest download = sandbox.recorder().last(Requests.to(path));
    sandbox.recorder().awaitEnd(download, Duration.ofSeconds(10));
    assertThat(download.state()).isEqualTo(RecordedRequest.State.ABORTED);
    assertThat(download.answerBytes()).isLessThan(1_000_000_000);
  }

  @Test
  void bodyIsRequestedWith100WhenItsSenderWaits() throws Exception {
    String head =
        String.join(
            "\r\n",
            "PUT /v2/" + team + "/upload HTTP/1.1",
            "Host: a",
            "Authorization: Bearer " + token,
            "Content-Length: 5",
            "Expect: 100-continue",
            "Connection: close",
            "\r\n");
    String answer;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sandbox.apiUrl().getPort());
        InputStream in = socket.getInputStream()) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      String interim = new String(in.readNBytes(25), StandardCharsets.US_ASCII);
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
      answer = interim + new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    assertThat(answer).startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK");
    assertThat(answer).contains("\"length\":5");
  }
}
