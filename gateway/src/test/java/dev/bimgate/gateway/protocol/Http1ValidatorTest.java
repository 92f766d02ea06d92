package dev.bimgate.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bimgate.gateway.RawConnection;
import dev.bimgate.gateway.StreamClient;
import dev.bimgate.gateway.context.ProtocolError;
import dev.bimgate.gateway.context.http.ClientStream;
import dev.bimgate.gateway.protocol.HeadCases.HeadCase;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.impl.Http1xOrH2CHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What reaches the codec of a connection's bytes. */
class Http1ValidatorTest {

  private static final String HEAD = "GET /v2/user HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String PREFACE = Http1xOrH2CHandler.HTTP_2_PREFACE;

  @ParameterizedTest
  @MethodSource("dev.bimgate.gateway.protocol.SoundCases#all")
  void theCodecReadsAValidRequestAsOne(String sound) {
    List<HttpObject> read = decoded(sound.replace("{auth}", "") + HEAD);

    assertThat(targets(read)).hasSize(2).last().isEqualTo("/v2/user");
    assertThat(read.stream().filter(LastHttpContent.class::isInstance)).hasSize(2);
    assertThat(read).allMatch(object -> object.decoderResult().isSuccess());
  }

  /** By another decoder, wherever the bytes of the first one are split. */
  @ParameterizedTest
  @MethodSource("dev.bimgate.gateway.protocol.SoundCases#all")
  void theCodecReadsLaterRequestsLikeTheFirst(String sound) {
    String request = sound.replace("{auth}", "");
    List<String> expected = described(decoded(request + request + HEAD));

    // Everywhere but in the longest.
    int step = 1 + request.length() / 500;
    for (int split = 1; split < request.length(); split += step) {
      EmbeddedChannel channel = withDecoder();
      List<HttpObject> read = decoded(channel, request.substring(0, split));
      read.addAll(decoded(channel, request.substring(split)));
      read.addAll(decoded(channel, request));
      read.addAll(decoded(channel, HEAD));

      assertThat(described(read)).isEqualTo(expected);
      assertThat(channel.pipeline().get("httpDecoder")).isInstanceOf(ValidatedRequestDecoder.class);
    }
  }

  /** Which has to know what Vert.x calls its own. */
  @Test
  void aServerOfVertxHasTheOtherDecoderFromTheSecondRequestOn() throws IOException {
    Vertx vertx = Vertx.vertx();
    List<Boolean> replaced = new CopyOnWriteArrayList<>();
    HttpServer server =
        StreamClient.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      ChannelPipeline pipeline =
                          ClientStream.channelOf(request.connection()).pipeline();
                      replaced.add(pipeline.get(ValidatedRequestDecoder.class) != null);
                      request.response().end();
                    })
                .listen(0, "127.0.0.1"));

    try (RawConnection client =
        RawConnection.to(URI.create("http://127.0.0.1:" + server.actualPort()))) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(HEAD).head().status()).isEqualTo(200);
      }
    } finally {
      StreamClient.await(vertx.close());
    }

    assertThat(replaced).containsExactly(false, true, true);
  }

  @ParameterizedTest
  @MethodSource("dev.bimgate.gateway.protocol.HeadCases#heads")
  void aMalformedRequestBecomesASyntheticOneWithTheErrorAndNothingElse(HeadCase attack) {
    EmbeddedChannel used = withDecoder();
    decoded(used, HEAD);
    for (EmbeddedChannel channel : List.of(withDecoder(), used)) {
      List<HttpObject> read = decoded(channel, HEAD + attack.text().replace("{auth}", "") + HEAD);

      assertThat(targets(read)).containsExactly("/v2/user", attack.error().mark());
      assertThat(read).allMatch(object -> object.decoderResult().isSuccess());
    }
  }

  @ParameterizedTest
  @MethodSource("dev.bimgate.gateway.protocol.HeadCases#chunks")
  void aMalformedChunkBecomesOneThatTheCodecRejects(HeadCase attack) {
    List<HttpObject> read = decoded(attack.text().replace("{auth}", "") + HEAD);

    assertThat(targets(read)).containsExactly("/v2/user");
    HttpObject last = read.get(read.size() - 1);
    assertThat(last).isInstanceOf(HttpContent.class);
    assertThat(last.decoderResult().isFailure()).isTrue();
  }

  @Test
  void theCodecSeesNothingBeforeTheHeadersAreComplete() {
    EmbeddedChannel channel = new EmbeddedChannel(new Http1Validator());
    int last = HEAD.length() - 1;

    channel.writeInbound(bytes(HEAD.substring(0, 3)), bytes(HEAD.substring(3, last)));
    assertThat((Object) channel.readInbound()).isNull();
    channel.writeInbound(bytes(HEAD.substring(last) + HEAD.substring(0, 9)));

    assertThat(text(channel)).isEqualTo(HEAD);
  }

  @Test
  void whatCameWholeIsPassedOnWithoutACopy() {
    EmbeddedChannel channel = new EmbeddedChannel(new Http1Validator());
    ByteBuf message = bytes(HEAD);

    channel.writeInbound(message);

    assertThat((Object) channel.readInbound()).isSameAs(message);
    assertThat(message.release()).isTrue();
  }

  @Test
  void whatHasBeenPassedOnDoesNotChangeAnyMore() {
    String body = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello";
    EmbeddedChannel channel = new EmbeddedChannel(new Http1Validator());

    channel.writeInbound(bytes(body.substring(0, 30)), bytes(body.substring(30) + "\r\n20"));
    ByteBuf passed = channel.readInbound();
    channel.writeInbound(bytes("0\r\n" + "x".repeat(0x200)));

    assertThat(passed.toString(StandardCharsets.ISO_8859_1)).isEqualTo(body);
    assertThat(text(channel)).isEqualTo("\r\n200\r\n" + "x".repeat(0x200));
  }

  @Test
  void nobodyReadsAnUpgrade() {
    String head = "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nX: h2c\r\n\r\n";
    EmbeddedChannel channel = new EmbeddedChannel(new Http1Validator());

    channel.writeInbound(bytes(HEAD + head.substring(0, 30)), bytes(head.substring(30) + HEAD));

    assertThat(text(channel)).isEqualTo(HEAD + head.replace("Upgrade: h", "Upgrade: -") + HEAD);
  }

  @Test
  void headersThatAreNotCompleteInTimeGetA408() {
    EmbeddedChannel channel = frozen();

    channel.writeInbound(bytes(HEAD + "GET /v2/us"));
    pass(channel, Http1Validator.HEAD_MILLIS - 1);
    channel.writeInbound(bytes("er HTTP/1.1\r\nX: "));
    assertThat(text(channel)).isEqualTo(HEAD);
    pass(channel, 1);

    assertThat(text(channel)).startsWith("GET " + ProtocolError.TIMEOUT.mark() + " HTTP/1.1\r\n");
  }

  @Test
  void aConnectionThatSendsNothingIsClosed() {
    EmbeddedChannel channel = frozen();

    pass(channel, Http1Validator.HEAD_MILLIS);

    assertThat(channel.isOpen()).isFalse();
    assertThat((Object) channel.readInbound()).isNull();
  }

  /** It was held while certificates were replaced. */
  @Test
  void aConnectionThatIsValidatedLateIsClosedLikewise() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    channel.pipeline().addLast(new Http1Validator());

    pass(channel, Http1Validator.HEAD_MILLIS);

    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void thereIsNoTimeoutBetweenRequestsAndInBodies() {
    EmbeddedChannel channel = frozen();
    String upload = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n";

    channel.writeInbound(bytes(HEAD));
    pass(channel, 2 * Http1Validator.HEAD_MILLIS);
    channel.writeInbound(bytes(upload + "hel"));
    pass(channel, 2 * Http1Validator.HEAD_MILLIS);
    channel.writeInbound(bytes("lo\r\n"));
    pass(channel, 2 * Http1Validator.HEAD_MILLIS);

    assertThat(text(channel)).isEqualTo(HEAD + upload + "hello\r\n");
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void thereIsNoTimeoutWhileReadingIsPaused() {
    EmbeddedChannel channel = frozen();

    channel.writeInbound(bytes(HEAD + "GET"));
    channel.config().setAutoRead(false);
    pass(channel, 3 * Http1Validator.HEAD_MILLIS);
    assertThat(text(channel)).isEqualTo(HEAD);
    channel.config().setAutoRead(true);
    pass(channel, Http1Validator.HEAD_MILLIS);

    assertThat(text(channel)).contains(ProtocolError.TIMEOUT.mark());
  }

  @Test
  void http2WithPriorKnowledgeIsLeftToItsCodec() {
    EmbeddedChannel channel = new EmbeddedChannel(new Http1Validator(), new Forwarding());

    channel.writeInbound(bytes(PREFACE.substring(0, 7)));
    assertThat((Object) channel.readInbound()).isNull();
    channel.writeInbound(bytes(PREFACE.substring(7) + "\u0000\u0000\u0000"));

    assertThat(text(channel)).isEqualTo(PREFACE + "\u0000\u0000\u0000");
    assertThat(channel.pipeline().get(Http1Validator.class)).isNull();
  }

  @Test
  void thePrefaceIsMalformedWhereThereIsNoHttp2() {
    EmbeddedChannel channel = new EmbeddedChannel(new Http1Validator());

    channel.writeInbound(bytes(PREFACE));

    assertThat(text(channel)).contains(ProtocolError.VERSION.mark());
  }

  @Test
  void aLaterPrefaceIsMalformed() {
    EmbeddedChannel channel = new EmbeddedChannel(new Http1Validator(), new Forwarding());

    channel.writeInbound(bytes(HEAD + PREFACE));

    assertThat(text(channel)).startsWith(HEAD + "GET /#");
  }

  @Test
  void bytesAfterARejectionAreDiscarded() {
    EmbeddedChannel channel = new EmbeddedChannel(new Http1Validator());

    channel.writeInbound(bytes("GET\u0000"));
    assertThat(text(channel)).contains(ProtocolError.METHOD.mark());
    ByteBuf more = bytes(HEAD);
    channel.writeInbound(more);

    assertThat((Object) channel.readInbound()).isNull();
    assertThat(more.refCnt()).isZero();
  }

  @Test
  void afterARejectionTheConnectionClosesOnceTheClientHasHadTimeToRead() {
    EmbeddedChannel channel = frozen();
    channel.writeInbound(bytes("GET\u0000"));

    channel.pipeline().lastContext().close();
    channel.pipeline().lastContext().close();
    pass(channel, 999);
    assertThat(channel.isOpen()).isTrue();
    pass(channel, 1);

    assertThat(channel.isOpen()).isFalse();
  }

  /** Like the one that Vert.x installs until the client's protocol is known. */
  private static final class Forwarding extends Http1xOrH2CHandler {
    @Override
    public void channelRead(io.netty.channel.ChannelHandlerContext context, Object message) {
      context.fireChannelRead(message);
    }
  }

  private static EmbeddedChannel frozen() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    channel.pipeline().addLast(new Http1Validator(), new ChannelInboundHandlerAdapter());
    channel.pipeline().fireChannelActive();
    return channel;
  }

  private static void pass(EmbeddedChannel channel, long millis) {
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runPendingTasks();
  }

  private static EmbeddedChannel withDecoder() {
    EmbeddedChannel channel = new EmbeddedChannel(new Http1Validator());
    channel
        .pipeline()
        .addLast("httpDecoder", new HttpRequestDecoder(RequestLine.MAX_BYTES, 16_384, 8_192));
    return channel;
  }

  private static List<HttpObject> decoded(String text) {
    return decoded(withDecoder(), text);
  }

  private static List<HttpObject> decoded(EmbeddedChannel channel, String text) {
    channel.writeInbound(bytes(text));
    List<HttpObject> read = new ArrayList<>();
    for (HttpObject next = channel.readInbound(); next != null; next = channel.readInbound()) {
      read.add(next);
    }
    return read;
  }

  /** Requests, trailers, and bodies as one text each, however many pieces they came in. */
  private static List<String> described(List<HttpObject> read) {
    List<String> lines = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (HttpObject object : read) {
      assertThat(object.decoderResult().isSuccess()).isTrue();
      if (object instanceof HttpRequest request) {
        lines.add(request.method() + " " + request.uri() + request.headers().entries());
      }
      if (object instanceof HttpContent content) {
        body.append(content.content().toString(StandardCharsets.ISO_8859_1));
      }
      if (object instanceof LastHttpContent last) {
        lines.add(body + "" + last.trailingHeaders().entries());
        body.setLength(0);
      }
    }
    return lines;
  }

  private static List<String> targets(List<HttpObject> read) {
    return read.stream()
        .filter(HttpRequest.class::isInstance)
        .map(request -> ((HttpRequest) request).uri())
        .toList();
  }

  private static ByteBuf bytes(String text) {
    return Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1);
  }

  private static String text(EmbeddedChannel channel) {
    StringBuilder text = new StringBuilder();
    for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
      text.append(next.toString(StandardCharsets.ISO_8859_1));
      next.release();
    }
    return text.toString();
  }
}
