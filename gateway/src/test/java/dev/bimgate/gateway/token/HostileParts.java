package dev.bimgate.gateway.token;

import static dev.bimgate.gateway.token.result.RejectionReason.BAD_SIGNATURE;
import static dev.bimgate.gateway.token.result.RejectionReason.BASE64URL;
import static dev.bimgate.gateway.token.result.RejectionReason.MALFORMED_FIELD;
import static dev.bimgate.gateway.token.result.RejectionReason.NOT_A_JWT;
import static dev.bimgate.gateway.token.result.RejectionReason.TOO_LONG;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Malformed parts of a compact JWS, and invalid signatures. */
final class HostileParts {

  private HostileParts() {}

  static Stream<Spoiled> rows() {
    return Stream.of(badBase64Url(), fieldsOutOfForm(), shapes(), badSignatures())
        .flatMap(rows -> rows);
  }

  private static Stream<Spoiled> badBase64Url() {
    return IntStream.range(0, 3)
        .boxed()
        .flatMap(
            part ->
                Stream.of(
                    spoil(part, "+", text -> "+" + text.substring(1)),
                    spoil(part, "/", text -> "/" + text.substring(1)),
                    spoil(part, "~", text -> text.substring(1) + "~"),
                    spoil(part, "4n+1", text -> text + "A".repeat((5 - text.length() % 4) % 4)),
                    spoil(part, "spare bits", HostileParts::withSpareBits)));
  }

  /** RFC 9110, 11.2: with a character outside {@code token68} the header is not a credential. */
  private static Stream<Spoiled> fieldsOutOfForm() {
    Stream<Spoiled> foreign =
        HostileTable.each(
            List.of("0", "1", "2"),
            List.of("=", " ", "!", "\"", "%", ",", ";", "\\", "{", "\u00e9", "\u00ff"),
            (part, text) ->
                Spoiled.token(
                    "part " + part + " with " + text,
                    token -> at(token, Integer.parseInt(part), old -> inside(old, text)),
                    MALFORMED_FIELD));
    Stream<Spoiled> padded =
        Stream.of(0, 1)
            .map(
                p ->
                    Spoiled.token(
                        "= after part " + p, t -> at(t, p, old -> old + "="), MALFORMED_FIELD));
    return Stream.concat(foreign, padded);
  }

  private static String inside(String text, String foreign) {
    return text.substring(0, 4) + foreign + text.substring(4);
  }

  private static Spoiled spoil(int part, String what, UnaryOperator<String> change) {
    return Spoiled.token("part " + part + ": " + what, token -> at(token, part, change), BASE64URL);
  }

  /** Another text for the same bytes, or one byte more with spare bits set. */
  private static String withSpareBits(String text) {
    return text.substring(0, text.length() - text.length() % 4) + "AB";
  }

  private static Stream<Spoiled> shapes() {
    return Stream.of(
        Spoiled.token("one = after it", token -> token + "=", BASE64URL),
        Spoiled.token("two = after it", token -> token + "==", BASE64URL),
        Spoiled.token("many = after it", token -> token + "=".repeat(100), BASE64URL),
        Spoiled.token("no dot", token -> token.replace(".", ""), NOT_A_JWT),
        Spoiled.token("two parts", token -> token.substring(0, token.lastIndexOf('.')), NOT_A_JWT),
        Spoiled.token("no header", token -> at(token, 0, text -> ""), NOT_A_JWT),
        Spoiled.token("no payload", token -> at(token, 1, text -> ""), NOT_A_JWT),
        Spoiled.token("no signature", token -> at(token, 2, text -> ""), NOT_A_JWT),
        Spoiled.token("four parts", token -> token + ".AAAA", NOT_A_JWT),
        Spoiled.token("five parts, like a JWE", token -> token + ".AAAA.AAAA", NOT_A_JWT),
        Spoiled.token("a dot more", token -> token + ".", NOT_A_JWT),
        Spoiled.token("a dot in front", token -> "." + token, NOT_A_JWT),
        Spoiled.token("two dots in a row", token -> token.replaceFirst("\\.", ".."), NOT_A_JWT),
        Spoiled.token("dots alone", token -> "....", NOT_A_JWT),
        Spoiled.token("31 hex digits", token -> "0123456789abcdef0123456789abcde", NOT_A_JWT),
        Spoiled.token("33 hex digits", token -> "0123456789abcdef0123456789abcdef0", NOT_A_JWT),
        Spoiled.token("a UUID", token -> "01234567-89ab-cdef-0123-456789abcdef", NOT_A_JWT),
        Spoiled.token("one character", token -> "x", NOT_A_JWT),
        Spoiled.token("8,193 characters", token -> "A".repeat(8_193), TOO_LONG),
        Spoiled.payloadText("a payload of 6 KB", t -> Spoiled.with(t, "x", long6k()), TOO_LONG));
  }

  private static String long6k() {
    return "\"" + "x".repeat(6_200) + "\"";
  }

  private static Stream<Spoiled> badSignatures() {
    Stream<Spoiled> flips =
        IntStream.range(0, 32)
            .mapToObj(i -> i * 8)
            .map(i -> signature("bit " + i % 8 + " of byte " + i, bytes -> flip(bytes, i)));
    return Stream.concat(
        flips,
        Stream.of(
            signature("one zero byte", bytes -> new byte[1]),
            signature("all zeros", bytes -> new byte[bytes.length]),
            signature("a byte less", bytes -> Arrays.copyOf(bytes, bytes.length - 1)),
            signature("a byte more", bytes -> Arrays.copyOf(bytes, bytes.length + 1)),
            signature("half", bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
            signature("twice", bytes -> Arrays.copyOf(bytes, bytes.length * 2)),
            signature("backwards", HostileParts::reversed),
            signature("all ones", HostileParts::ones),
            Spoiled.token(
                "another user", token -> at(token, 1, HostileParts::otherUser), BAD_SIGNATURE)));
  }

  private static Spoiled signature(String what, UnaryOperator<byte[]> change) {
    return Spoiled.token(
        "signature: " + what,
        token -> at(token, 2, text -> TestToken.part(change.apply(TestToken.bytes(text)))),
        BAD_SIGNATURE);
  }

  private static byte[] flip(byte[] bytes, int index) {
    bytes[index] ^= (byte) (1 << (index / 8 % 8));
    return bytes;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    IntStream.range(0, bytes.length).forEach(i -> reversed[i] = bytes[bytes.length - 1 - i]);
    return reversed;
  }

  private static byte[] ones(byte[] bytes) {
    Arrays.fill(bytes, (byte) -1);
    return bytes;
  }

  private static String otherUser(String payload) {
    String text = new String(TestToken.bytes(payload), StandardCharsets.UTF_8);
    return TestToken.part(Spoiled.with(text, "sub", "\"bert\""));
  }

  private static String at(String token, int part, UnaryOperator<String> change) {
    String[] parts = token.split("\\.", -1);
    parts[part] = change.apply(parts[part]);
    return String.join(".", parts);
  }
}
