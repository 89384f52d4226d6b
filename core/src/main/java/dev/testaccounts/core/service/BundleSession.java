package dev.testaccounts.core.service;

import dev.testaccounts.core.secret.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Port: talks to one service through a bundle. Every call blocks for at most {@link Way#within()}
 * and never throws for what the service does; the replies are those of the {@link Connector}'s
 * operation of that name. Thread-safe.
 */
public interface BundleSession extends AutoCloseable {

  Reply create(BundleEntry entry, Way way);

  /** Asks for an account: Done with its id, Absent, Rejected, NotDone or Unknown. */
  Reply find(String name, Way way);

  /**
   * Puts attributes and password back.
   *
   * @param id what the bundle calls the account
   */
  Reply update(String id, BundleEntry entry, Way way);

  /**
   * Removes an account.
   *
   * @param id what the bundle calls the account
   */
  Reply delete(String id, Way way);

  /**
   * Signs in as an account.
   *
   * @param login what people type to sign in
   */
  SignIn signIn(String login, Secret password, Way way);

  /**
   * Which accounts there are, in parts.
   *
   * @param username the attribute that holds an account's username
   * @param from where a part said that the rest begins; null for the beginning
   */
  Listing list(String username, @Nullable String from, Way way);

  Reply check(Way way);

  /** Lets go of connections that are not in use. */
  @Override
  void close();
}
