package dev.bimgate.gateway.protocol;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.vertx.core.http.impl.headers.HeadersMultiMap;

/**
 * Decodes requests that {@link Http1Validator} has validated. Vert.x's own decoder validates each
 * header again, which for one with a token takes longer than all rules of {@link Http1Parser}.
 */
final class ValidatedRequestDecoder extends HttpRequestDecoder {

  /** Vert.x's name for its decoder of HTTP/1.1. */
  private static final String CODEC = "httpDecoder";

  private static final HttpDecoderConfig CONFIG =
      new HttpDecoderConfig()
          .setMaxInitialLineLength(Http1Parser.MAX_UNIT_BYTES)
          .setMaxHeaderSize(Http1Parser.MAX_UNIT_BYTES)
          // What one read gives, at most.
          .setMaxChunkSize(65_536)
          .setHeadersFactory(
              new HttpHeadersFactory() {
                @Override
                public HttpHeaders newHeaders() {
                  return HeadersMultiMap.headers();
                }

                @Override
                public HttpHeaders newEmptyHeaders() {
                  return HeadersMultiMap.headers();
                }
              });

  private ValidatedRequestDecoder() {
    super(CONFIG);
  }

  /** Takes the place of Vert.x's decoder, which must be between two requests. */
  static void replaceIn(ChannelPipeline pipeline) {
    if (pipeline.context(CODEC) != null) {
      pipeline.replace(CODEC, CODEC, new ValidatedRequestDecoder());
    }
  }
}
