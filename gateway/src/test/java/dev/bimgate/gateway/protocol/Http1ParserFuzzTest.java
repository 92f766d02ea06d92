package dev.bimgate.gateway.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.Arrays;
import java.util.Random;

/** On any input the check does not fail, and the codec finds in it what the check found. */
class Http1ParserFuzzTest {

  @FuzzTest(maxDuration = "10m")
  void itDoesNotMatterHowTheBytesAreSplit(byte[] bytes) {
    Random random = new Random(Arrays.hashCode(bytes));
    Reading whole = Reading.of(bytes);
    int[] cuts = new int[bytes.length == 0 ? 0 : 1 + random.nextInt(bytes.length)];
    Arrays.setAll(cuts, i -> 1 + random.nextInt(bytes.length));
    Arrays.sort(cuts);
    int[] toTheEnd = Arrays.copyOf(cuts, cuts.length + 1);
    toTheEnd[cuts.length] = bytes.length;

    assertThat(Reading.of(bytes, toTheEnd)).isEqualTo(whole);
  }

  @FuzzTest(maxDuration = "10m")
  void theCodecReadsWhatPassesAsTheCheckDoes(byte[] bytes) {
    Reading reading = Reading.of(bytes);
    EmbeddedChannel codec =
        new EmbeddedChannel(
            new HttpRequestDecoder(RequestLine.MAX_BYTES, Http1Parser.MAX_FIELD_BYTES, 8_192));

    codec.writeInbound(Unpooled.wrappedBuffer(bytes, 0, reading.passed()));
    int heads = 0;
    for (HttpObject next = codec.readInbound(); next != null; next = codec.readInbound()) {
      assertThat(next.decoderResult().isSuccess()).as("%s", next).isTrue();
      heads += next instanceof HttpRequest ? 1 : 0;
    }

    assertThat(heads).isEqualTo(reading.heads());
  }
}
