package dev.bimgate.deployment.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Looks for names in bytes: in clear, in hex, and in base64 wherever in a text they begin. */
final class NameSearch {

  /** Shorter forms are found by chance. */
  private static final int SHORTEST = 8;

  private static final int CHUNK_BYTES = 1 << 20;

  /** By their first two bytes. */
  private final Form[][] forms = new Form[1 << 16][0];

  private int longest = SHORTEST;

  private record Form(String of, byte[] bytes) {}

  NameSearch(Collection<String> names) {
    for (String name : names) {
      byte[] clear = name.getBytes(StandardCharsets.UTF_8);
      String hex = HexFormat.of().formatHex(clear);
      add(name, name);
      add(name + " in hex", hex);
      add(name + " in hex", hex.toUpperCase(Locale.ROOT));
      for (int before = 0; before < 3; before++) {
        addBase64(name + " in base64 after " + before, clear, before);
      }
    }
  }

  /** Without the characters that depend on what comes before and after. */
  private void addBase64(String of, byte[] clear, int before) {
    byte[] shifted = new byte[before + clear.length];
    System.arraycopy(clear, 0, shifted, before, clear.length);
    int from = (before * 8 + 5) / 6;
    int to = shifted.length * 8 / 6;
    add(of, Base64.getEncoder().encodeToString(shifted).substring(from, to));
    add(of, Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
  }

  private void add(String of, String form) {
    byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
    if (bytes.length >= SHORTEST) {
      int prefix = prefix(bytes, 0);
      Form[] alike = Arrays.copyOf(forms[prefix], forms[prefix].length + 1);
      alike[alike.length - 1] = new Form(of, bytes);
      forms[prefix] = alike;
      longest = Math.max(longest, bytes.length);
    }
  }

  /** The forms of names that are in these bytes. */
  Set<String> in(InputStream bytes) throws IOException {
    Set<String> found = new TreeSet<>();
    byte[] window = new byte[CHUNK_BYTES + longest];
    int filled = 0;
    for (int read = 0; read >= 0; ) {
      read = bytes.read(window, filled, window.length - filled);
      filled += Math.max(0, read);
      if (filled == window.length || read < 0) {
        search(window, filled, found);
        int rest = Math.min(filled, longest);
        System.arraycopy(window, filled - rest, window, 0, rest);
        filled = rest;
      }
    }
    return found;
  }

  private void search(byte[] window, int length, Set<String> found) {
    for (int at = 0; at + SHORTEST <= length; at++) {
      for (Form form : forms[prefix(window, at)]) {
        int end = at + form.bytes().length;
        if (end <= length && Arrays.equals(window, at, end, form.bytes(), 0, form.bytes().length)) {
          found.add(form.of());
        }
      }
    }
  }

  private static int prefix(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }
}
