package dev.testaccounts.core.service;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.Secret;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The account as a connector sees it.
 *
 * @param account whose identity it is
 * @param username the name in every service
 * @param password the secret it should have
 * @param email its address; null where the pool gives none
 * @param attributes further attributes
 * @param labels what its maker called it
 * @param earlier what the services that come first called it, by service; those that did not say
 *     are not there
 * @param remoteId what the service called it when it was created; null where unknown
 */
public record Identity(
    Id account,
    String username,
    Secret password,
    @Nullable String email,
    Map<String, String> attributes,
    Map<String, String> labels,
    Map<String, String> earlier,
    @Nullable String remoteId) {

  public Identity {
    attributes = Map.copyOf(attributes);
    labels = Map.copyOf(labels);
    earlier = Map.copyOf(earlier);
  }

  /** An account without labels, in no earlier service. */
  public Identity(
      Id account,
      String username,
      Secret password,
      @Nullable String email,
      Map<String, String> attributes,
      @Nullable String remoteId) {
    this(account, username, password, email, attributes, Map.of(), Map.of(), remoteId);
  }

  /** The same, as the services that come first call it. */
  public Identity after(Map<String, String> nowEarlier) {
    return new Identity(
        account, username, password, email, attributes, labels, nowEarlier, remoteId);
  }

  /** The same, as the service calls it now. */
  public Identity called(@Nullable String nowRemoteId) {
    return new Identity(
        account, username, password, email, attributes, labels, earlier, nowRemoteId);
  }
}
