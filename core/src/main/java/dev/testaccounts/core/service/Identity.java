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
 * @param remoteId what the service called it when it was created; null where unknown
 */
public record Identity(
    Id account,
    String username,
    Secret password,
    @Nullable String email,
    Map<String, String> attributes,
    @Nullable String remoteId) {}
