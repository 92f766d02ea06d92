package dev.bimgate.gateway.journey;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A request, the responses of Bimplus, and what the client must get.
 *
 * @param number counted from 1 within its case; the bodies of Bimplus's responses carry it
 * @param eventually whether the request is repeated until its response is right: something runs
 *     behind a response
 * @param secondsBefore how far the clock is moved before
 * @param responses the responses of Bimplus, one after the other; the last one is repeated
 * @param expected by the name of a mode; that of {@link #ALL} counts where a mode has none
 */
record CachingExchange(
    int number,
    boolean eventually,
    int secondsBefore,
    String method,
    String path,
    List<String> fields,
    List<List<String>> responses,
    Map<String, List<String>> expected) {

  static final String ALL = "";

  List<String> expectedIn(String mode) {
    List<String> own = expected.get(mode);
    return own == null ? Objects.requireNonNull(expected.get(ALL), "nothing expected") : own;
  }
}
