package dev.testaccounts.connectors;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a target service.
 *
 * @param method the HTTP method
 * @param uri where to
 * @param headers further headers
 * @param body what is sent; null for nothing
 * @param reads whether the answer's text is wanted
 */
record Call(
    String method, URI uri, Map<String, String> headers, @Nullable Content body, boolean reads) {

  /** A call of which the status says all. */
  Call(String method, URI uri, Map<String, String> headers, @Nullable String json) {
    this(
        method,
        uri,
        headers,
        json == null ? null : new Content("application/json; charset=UTF-8", json),
        false);
  }

  /** What is sent, and its Content-Type. */
  record Content(String type, String text) {}
}
