package dev.testaccounts.core.service;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it would go to a service, for people to look at: every secret in it is {@code ***}.
 *
 * @param method the HTTP method
 * @param url where it would go, query and all
 * @param headers its headers, without those that the client adds by itself
 * @param body what would be sent; null for nothing
 */
public record ShownRequest(
    String method, String url, Map<String, String> headers, @Nullable String body) {

  public ShownRequest {
    headers = Map.copyOf(headers);
  }
}
