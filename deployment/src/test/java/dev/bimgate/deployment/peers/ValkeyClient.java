package dev.bimgate.deployment.peers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A connection to Valkey (RESP2) of somebody who may do everything there. */
final class ValkeyClient implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  ValkeyClient(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The reply to a command: a byte array for a text, a {@link Long} or a {@link List}; null for
   * nil.
   *
   * @param arguments texts, numbers and byte arrays
   * @throws IllegalStateException for an error
   */
  @Nullable Object call(Object... arguments) {
    try {
      ByteArrayOutputStream command = new ByteArrayOutputStream();
      command.write(("*" + arguments.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
      for (Object argument : arguments) {
        byte[] bytes = argument instanceof byte[] binary ? binary : bytes(argument.toString());
        command.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        command.write(bytes);
        command.write(bytes("\r\n"));
      }
      out.write(command.toByteArray());
      return reply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Executes a command whose reply is not needed. */
  void run(Object... arguments) {
    var unused = call(arguments);
  }

  /** The names of all keys that match a pattern such as {@code *:m}. */
  List<String> keys(String pattern) {
    List<String> names = new ArrayList<>();
    for (Object name : list("KEYS", pattern)) {
      names.add(new String((byte[]) name, StandardCharsets.UTF_8));
    }
    return names;
  }

  List<?> list(Object... command) {
    return (List<?>) Objects.requireNonNull(call(command));
  }

  Optional<byte[]> get(String key) {
    return Optional.ofNullable((byte[]) call("GET", key));
  }

  /** What comes by itself, as it is on the wire, until the connection ends. */
  InputStream stream() {
    return in;
  }

  private @Nullable Object reply() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> bytes(rest);
      case ':' -> Long.valueOf(rest);
      case '$' -> rest.equals("-1") ? null : text(Integer.parseInt(rest));
      case '*' -> rest.equals("-1") ? null : array(Integer.parseInt(rest));
      default -> throw new IllegalStateException(line);
    };
  }

  private byte[] text(int length) throws IOException {
    byte[] text = in.readNBytes(length);
    var unused = in.readNBytes(2);
    return text;
  }

  private List<@Nullable Object> array(int length) throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      array.add(reply());
    }
    return array;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    return line.substring(0, line.length() - 1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
