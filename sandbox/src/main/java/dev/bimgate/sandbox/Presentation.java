package dev.bimgate.sandbox;

import dev.bimgate.sandbox.wire.Answer;
import dev.bimgate.sandbox.wire.Exchange;
import dev.bimgate.sandbox.wire.Sha256;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Validator, 304, {@code Cache-Control} and gzip of a right response, as switched. */
final class Presentation {

  private static final int WORTH_COMPRESSING_BYTES = 200;

  private final Bimplus switches;

  Presentation(Bimplus switches) {
    this.switches = switches;
  }

  Answer present(Exchange exchange, Answer answer) {
    boolean reads = exchange.isHead() || exchange.record().method().equals("GET");
    boolean zips = switches.gzip() && answer.body().length() >= WORTH_COMPRESSING_BYTES;
    boolean zipped =
        zips
            && !exchange.wantsPlainAnswer()
            && accepts(exchange.request().getHeader("Accept-Encoding"));
    Answer shown = zips ? answer.with("Vary", "Accept-Encoding") : answer;
    if (reads && answer.status() == 200) {
      shown = labelled(shown, exchange, zipped);
    }
    return zipped && shown.status() != 304 ? shown.gzipped() : shown;
  }

  private Answer labelled(Answer answer, Exchange exchange, boolean zipped) {
    String cacheControl = switches.cacheControl();
    Answer shown = cacheControl == null ? answer : answer.with("Cache-Control", cacheControl);
    Etags kind = switches.etags();
    if (kind == Etags.NONE) {
      return shown;
    }
    String opaque = Sha256.hex(answer.body().getBytes()).substring(0, 16);
    String strong = '"' + opaque + (zipped ? "-gzip" : "") + '"';
    shown = shown.with("ETag", kind == Etags.WEAK ? "W/\"" + opaque + '"' : strong);
    boolean known = matches(exchange.request().getHeader("If-None-Match"), opaque);
    return known ? shown.withStatus(304).withBody(Buffer.buffer()) : shown;
  }

  /** The weak comparison (RFC 9110, section 8.8.3.2): codings and strength do not count. */
  private static boolean matches(@Nullable String field, String opaque) {
    if (field == null) {
      return false;
    }
    for (String tag : field.split(",", -1)) {
      String bare = tag.strip();
      bare = bare.startsWith("W/") ? bare.substring(2) : bare;
      if (bare.equals("*")
          || bare.equals('"' + opaque + '"')
          || bare.equals('"' + opaque + "-gzip\"")) {
        return true;
      }
    }
    return false;
  }

  private static boolean accepts(@Nullable String field) {
    if (field == null) {
      return false;
    }
    for (String coding : field.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = coding.strip().split("\\s*;\\s*", 2);
      boolean refused = parts.length == 2 && parts[1].matches("q=0(\\.0*)?");
      if (parts[0].equals("gzip") && !refused) {
        return true;
      }
    }
    return false;
  }
}
