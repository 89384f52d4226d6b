package dev.testaccounts.connectors;

import dev.testaccounts.core.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * One operation on its way.
 *
 * @param operation by the word that messages use
 * @param budget the time that all its calls have
 * @param password what the service is told in it; null where it is told none
 */
record ScimTurn(String operation, Budget budget, @Nullable Secret password) {}
