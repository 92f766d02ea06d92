package dev.bimgate.gateway.admin;

import io.vertx.core.http.HttpMethod;
import java.util.List;

/**
 * An operator's call, its token checked.
 *
 * @param id the id of the request, for the log
 * @param contentTypes all values of {@code Content-Type}
 * @param body the whole body; empty if there is none
 */
record AdminRequest(String id, HttpMethod method, List<String> contentTypes, byte[] body) {}
