package dev.bimgate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.sandbox.wire.RecordedRequest;
import dev.bimgate.sandbox.wire.Requests;
import dev.bimgate.sandbox.wire.Sha256;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StreamsTest extends SandboxTest {

  @Test
  void echoTellsTheRequestAsItArrived() {
    HttpResponse<String> answer =
        client.send("PATCH", "/" + team + "/echo?a=%41&b", token, "hello", "X-Odd", "1");

    JsonObject echo = new JsonObject(answer.body());
    assertThat(echo.getString("method")).isEqualTo("PATCH");
    assertThat(echo.getString("target")).isEqualTo("/v2/" + team + "/echo?a=%41&b");
    assertThat(echo.getJsonArray("fields")).contains(JsonArray.of("X-Odd", "1"));
    assertThat(echo.getInteger("bodyLength")).isEqualTo(5);
    assertThat(echo.getString("bodySha256"))
        .isEqualTo(Sha256.hex("hello".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void echoGivesTheBodyBackWhenAsked() {
    HttpResponse<String> answer =
        client.send(
            "POST", "/" + team + "/echo?body=1", token, "x".repeat(300_000), "Content-Type", "a/b");

    assertThat(answer.body()).isEqualTo("x".repeat(300_000));
    assertThat(answer.headers().firstValue("Content-Type")).contains("a/b");
  }

  @Test
  void downloadIsTheSameBytesForTheSameSeed() {
    Download expected = new Download(7, 1_000_003);

    HttpResponse<byte[]> answer =
        client.bytes("/" + team + "/download?bytes=1000003&seed=7", token);
    HttpResponse<byte[]> chunked =
        client.bytes("/" + team + "/download?bytes=1000003&seed=7&chunked=1", token);

    assertThat(Sha256.hex(answer.body())).isEqualTo(expected.sha256());
    assertThat(answer.headers().firstValue("Content-Length")).contains("1000003");
    assertThat(Sha256.hex(chunked.body())).isEqualTo(expected.sha256());
    assertThat(chunked.headers().firstValue("Transfer-Encoding")).contains("chunked");
    assertThat(new Download(8, 1_000_003).sha256()).isNotEqualTo(expected.sha256());
  }

  @Test
  void rangeIsThatPartOfTheWhole() {
    String path = "/" + team + "/download?bytes=1000&seed=7";
    byte[] whole = client.bytes(path, token).body();

    HttpResponse<byte[]> part = client.bytes(path, token, "Range", "bytes=13-100");
    HttpResponse<byte[]> tail = client.bytes(path, token, "Range", "bytes=-10");
    HttpResponse<byte[]> outside = client.bytes(path, token, "Range", "bytes=1000-");

    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 13-100/1000");
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 13, 101));
    assertThat(tail.body()).isEqualTo(Arrays.copyOfRange(whole, 990, 1000));
    assertThat(outside.statusCode()).isEqualTo(416);
    assertThat(outside.headers().firstValue("Content-Range")).contains("bytes */1000");
  }

  @Test
  void headOfADownloadHasItsLengthAndNoBody() {
    HttpResponse<String> head =
        client.send("HEAD", "/" + team + "/download?bytes=5000000000", token, "");

    assertThat(head.headers().firstValue("Content-Length")).contains("5000000000");
    assertThat(head.body()).isEmpty();
  }

  @Test
  void uploadTellsLengthAndDigestOfWhatCame() {
    String body = "z".repeat(2_000_000);

    JsonObject answer =
        new JsonObject(
            client
                .send("PUT", "/" + team + "/upload", token, body, "Content-Range", "bytes 0-9/10")
                .body());

    assertThat(answer.getInteger("length")).isEqualTo(2_000_000);
    assertThat(answer.getString("sha256"))
        .isEqualTo(Sha256.hex(body.getBytes(StandardCharsets.UTF_8)));
    assertThat(answer.getString("contentRange")).isEqualTo("bytes 0-9/10");
    RecordedRequest upload = sandbox.recorder().last(Requests.to("/v2/" + team + "/upload"));
    assertThat(upload.bodyLength()).isEqualTo(2_000_000);
    assertThat(upload.body()).hasSize(RecordedRequest.KEPT_BODY_BYTES);
  }

  @Test
  void chunksOfADownloadAreEqualWhereverTheyAreCut() {
    Download download = new Download(3, 100);

    byte[] whole = download.bytes(0, 100);

    for (int from = 0; from < 20; from++) {
      assertThat(download.bytes(from, 30)).isEqualTo(Arrays.copyOfRange(whole, from, from + 30));
    }
  }
}
