package dev.testaccounts.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it would go to a service, for a made-up account. Every secret in it is {@code ***}.
 * Immutable.
 *
 * @param method the HTTP method; never null
 * @param url where it would go, query and all; never null
 * @param headers its headers; never null
 * @param body what would be sent; null for nothing
 */
public record RequestView(
    String method, String url, Map<String, String> headers, @Nullable String body) {

  /** Copies the headers. */
  public RequestView {
    headers = Map.copyOf(headers);
  }
}
