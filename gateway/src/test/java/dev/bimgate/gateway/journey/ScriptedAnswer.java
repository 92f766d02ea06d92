package dev.bimgate.gateway.journey;

import java.util.ArrayList;
import java.util.List;

/** A response of Bimplus, made of the items of a line of the table. */
final class ScriptedAnswer {

  private static final String CRLF = "\r\n";

  private final List<String> fields = new ArrayList<>();
  private final List<String> early = new ArrayList<>();
  private final List<String> trailers = new ArrayList<>();
  private String status = "200";
  private String body;
  private boolean typed = true;
  private boolean cut;

  private ScriptedAnswer(String body) {
    this.body = body;
  }

  /** The bytes of a response. */
  static String of(List<String> items, String body) {
    if (items.get(0).equals("none")) {
      return "HTTP/1.1 200 OK\r\nConnection: close\r\n";
    }
    ScriptedAnswer response = new ScriptedAnswer(body);
    response.status = items.get(0);
    items.subList(1, items.size()).forEach(response::add);
    return response.bytes();
  }

  private void add(String item) {
    if (item.startsWith("body ")) {
      body = item.substring(5);
    } else if (item.startsWith("early ")) {
      early.add(item.substring(6));
    } else if (item.startsWith("trailer ")) {
      trailers.add(item.substring(8));
    } else if (item.equals("cut")) {
      cut = true;
    } else if (item.equals("untyped")) {
      typed = false;
    } else {
      typed &= !item.startsWith("Content-Type:");
      fields.add(item);
    }
  }

  private String bytes() {
    StringBuilder text = new StringBuilder();
    if (!early.isEmpty()) {
      text.append("HTTP/1.1 103 Early Hints\r\n");
      early.forEach(field -> text.append(field).append(CRLF));
      text.append(CRLF);
    }
    text.append("HTTP/1.1 ").append(status).append(" Scripted\r\n");
    fields.forEach(field -> text.append(field).append(CRLF));
    if (status.equals("304") || status.equals("204")) {
      return text.append(CRLF).toString();
    }
    if (typed) {
      text.append("Content-Type: application/json\r\n");
    }
    return framed(text);
  }

  private String framed(StringBuilder text) {
    if (!trailers.isEmpty()) {
      text.append("Transfer-Encoding: chunked\r\n\r\n");
      text.append(Integer.toHexString(body.length())).append(CRLF).append(body);
      text.append("\r\n0\r\n");
      trailers.forEach(field -> text.append(field).append(CRLF));
      return text.append(CRLF).toString();
    }
    if (cut) {
      text.append("Connection: close\r\n");
    }
    int length = body.length() + (cut ? 10 : 0);
    return text.append("Content-Length: ").append(length).append("\r\n\r\n" + body).toString();
  }
}
