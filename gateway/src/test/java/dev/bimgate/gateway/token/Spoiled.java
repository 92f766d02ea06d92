package dev.bimgate.gateway.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.bimgate.gateway.token.result.RejectionReason;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One change to a valid token, and its expected result.
 *
 * @param what the change in words
 * @param header changes the header's JSON before the token is signed
 * @param payload changes the payload's JSON before the token is signed
 * @param token changes the signed token
 * @param cause why the result must be rejected; empty if it must be accepted
 */
public record Spoiled(
    String what,
    UnaryOperator<String> header,
    UnaryOperator<String> payload,
    UnaryOperator<String> token,
    Optional<RejectionReason> cause) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Replaces a member of the header by this JSON, well-formed or not. */
  static Spoiled header(String name, String json, RejectionReason cause) {
    return headerText("header " + name + " " + json, text -> with(text, name, json), cause);
  }

  /** Replaces a member of the payload by this JSON, well-formed or not. */
  static Spoiled payload(String name, String json, RejectionReason cause) {
    return payloadText("payload " + name + " " + json, text -> with(text, name, json), cause);
  }

  static Spoiled headerText(String what, UnaryOperator<String> change, RejectionReason cause) {
    return new Spoiled(what, change, text -> text, text -> text, Optional.of(cause));
  }

  static Spoiled payloadText(String what, UnaryOperator<String> change, RejectionReason cause) {
    return new Spoiled(what, text -> text, change, text -> text, Optional.of(cause));
  }

  static Spoiled token(String what, UnaryOperator<String> change, RejectionReason cause) {
    return new Spoiled(what, text -> text, text -> text, change, Optional.of(cause));
  }

  /** The same change, which must be accepted. */
  Spoiled admitted() {
    return new Spoiled(what, header, payload, token, Optional.empty());
  }

  /** The object with the member at its end, replacing one of that name. */
  static String with(String object, String name, String json) {
    ObjectNode members = read(object);
    members.remove(name);
    members.putRawValue(name, new RawValue(json));
    return write(members);
  }

  static String without(String object, String name) {
    ObjectNode members = read(object);
    members.remove(name);
    return write(members);
  }

  private static ObjectNode read(String object) {
    try {
      return (ObjectNode) JSON.readTree(object);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static String write(ObjectNode members) {
    try {
      return JSON.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return what.length() <= 60 ? what : what.substring(0, 60) + "...";
  }
}
