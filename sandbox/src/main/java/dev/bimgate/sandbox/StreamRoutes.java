package dev.bimgate.sandbox;

import dev.bimgate.sandbox.wire.Answer;
import dev.bimgate.sandbox.wire.Exchange;
import dev.bimgate.sandbox.wire.RecordedRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bodies of any length: {@code echo}, {@code download} and {@code upload} below a team. */
final class StreamRoutes {

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

  /** Whether the path is one of these; if so, it is being answered. */
  boolean answered(Exchange exchange, List<String> segments) {
    if (segments.size() < 2) {
      return false;
    }
    switch (segments.get(1).toLowerCase(Locale.ROOT)) {
      case "echo" -> echo(exchange);
      case "download" -> download(exchange);
      case "upload" -> upload(exchange);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void echo(Exchange exchange) {
    if (exchange.flag("body")) {
      echoBody(exchange);
      return;
    }
    exchange
        .read(chunk -> {})
        .onSuccess(read -> exchange.send(Answer.json(asItArrived(exchange.record()))))
        .onFailure(exchange::failed);
  }

  private static JsonObject asItArrived(RecordedRequest record) {
    JsonArray fields = new JsonArray();
    for (Map.Entry<String, String> field : record.fields()) {
      fields.add(JsonArray.of(field.getKey(), field.getValue()));
    }
    return new JsonObject()
        .put("method", record.method())
        .put("target", record.target())
        .put("fields", fields)
        .put("bodyLength", record.bodyLength())
        .put("bodySha256", record.bodySha256());
  }

  /** The body comes back chunk by chunk; it is read no faster than the echo is taken. */
  private static void echoBody(Exchange exchange) {
    HttpServerResponse response = exchange.response();
    copyField(exchange, "Content-Type");
    copyField(exchange, "Content-Length");
    response.setChunked(!response.headers().contains("Content-Length"));
    exchange
        .read(
            chunk -> {
              response.write(chunk);
              exchange.record().answered(exchange.record().bodyLength());
              if (response.writeQueueFull()) {
                exchange.request().pause();
                response.drainHandler(drained -> exchange.request().resume());
              }
            })
        .onSuccess(read -> response.end())
        .onFailure(exchange::failed);
  }

  private static void copyField(Exchange exchange, String name) {
    String value = exchange.request().getHeader(name);
    if (value != null) {
      exchange.response().putHeader(name, value);
    }
  }

  private static void upload(Exchange exchange) {
    exchange
        .read(chunk -> {})
        .onSuccess(read -> exchange.send(uploaded(exchange.record())))
        .onFailure(exchange::failed);
  }

  private static Answer uploaded(RecordedRequest record) {
    return Answer.json(
        new JsonObject()
            .put("length", record.bodyLength())
            .put("sha256", record.bodySha256())
            .put("contentRange", record.field("Content-Range").orElse(null)));
  }

  private static void download(Exchange exchange) {
    Download whole = new Download(exchange.number("seed", 0), exchange.number("bytes", 1_024));
    HttpServerResponse response = exchange.response();
    response.putHeader("Content-Type", "application/octet-stream");
    response.putHeader("Accept-Ranges", "bytes");
    response.putHeader("ETag", "\"" + whole.seed() + "-" + whole.lengthBytes() + "\"");
    Range range = range(exchange.request().getHeader("Range"), whole.lengthBytes());
    if (range == null) {
      exchange.send(
          Answer.error(416, "RangeNotSatisfiable", "There is no such range.")
              .with("Content-Range", "bytes */" + whole.lengthBytes()));
      return;
    }
    if (range.partial) {
      response.setStatusCode(206);
      response.putHeader(
          "Content-Range",
          "bytes " + range.from + "-" + (range.end - 1) + "/" + whole.lengthBytes());
    }
    stream(exchange, whole, range);
  }

  private static void stream(Exchange exchange, Download whole, Range range) {
    long length = range.end - range.from;
    if (exchange.flag("chunked")) {
      exchange.response().setChunked(true);
    } else {
      exchange.response().putHeader("Content-Length", String.valueOf(length));
    }
    exchange.stream(length, (from, count) -> whole.buffer(range.from + from, count));
  }

  /** The bytes from {@code from} up to, without, {@code end}. */
  private record Range(long from, long end, boolean partial) {}

  /** One range (RFC 9110, section 14.1.2); null when it lies outside; several mean the whole. */
  private static @Nullable Range range(@Nullable String field, long length) {
    Matcher matcher = RANGE.matcher(field == null ? "" : field);
    if (!matcher.matches() || field == null || field.equals("bytes=-")) {
      return new Range(0, length, false);
    }
    String first = matcher.group(1);
    String last = matcher.group(2);
    if (first.isEmpty()) {
      long suffix = Math.min(length, Long.parseLong(last));
      return suffix == 0 ? null : new Range(length - suffix, length, true);
    }
    long from = Long.parseLong(first);
    long end = last.isEmpty() ? length : Math.min(length, Long.parseLong(last) + 1);
    return from >= end ? null : new Range(from, end, true);
  }
}
