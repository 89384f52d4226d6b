package dev.testaccounts.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service that a leased account is in.
 *
 * @param url the service's base URL; never null
 * @param id what the service calls the account; null where it does not say
 * @param tokens what a sign-in gave, by name, such as {@code accessToken}: for the lease's holder
 *     only; never null, empty where none was asked for or the service gives none
 * @param signInFailure why a sign-in that was asked for gave nothing; null where none failed
 */
public record EnrolledService(
    String url, @Nullable String id, Map<String, String> tokens, @Nullable String signInFailure) {

  /** Copies the tokens. */
  public EnrolledService {
    tokens = Map.copyOf(tokens);
  }

  /** A service that nobody signed in to. */
  public EnrolledService(String url, @Nullable String id) {
    this(url, id, Map.of(), null);
  }

  /** Without the tokens themselves. */
  @Override
  public String toString() {
    return "EnrolledService[url=" + url + ", id=" + id + ", tokens=" + tokens.keySet() + "]";
  }
}
