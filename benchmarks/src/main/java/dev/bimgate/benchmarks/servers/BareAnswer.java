package dev.bimgate.benchmarks.servers;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A hit of the gateway as it was sent, for the bare server to return to everybody.
 *
 * @param fields names and values of all headers
 * @param body the complete body
 */
public record BareAnswer(List<Map.Entry<String, String>> fields, byte[] body) {

  public static BareAnswer of(HttpResponse<byte[]> hit) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    hit.headers()
        .map()
        .forEach((name, values) -> values.forEach(value -> fields.add(Map.entry(name, value))));
    return new BareAnswer(fields, hit.body());
  }

  public void write(Path file) throws IOException {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(fields.size());
      for (Map.Entry<String, String> field : fields) {
        out.writeUTF(field.getKey());
        out.writeUTF(field.getValue());
      }
      out.write(body);
    }
  }

  public static BareAnswer read(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      int count = in.readInt();
      List<Map.Entry<String, String>> fields = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        fields.add(Map.entry(in.readUTF(), in.readUTF()));
      }
      return new BareAnswer(fields, in.readAllBytes());
    }
  }
}
