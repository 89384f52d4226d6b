package dev.testaccounts.connid;

import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.BundleEntry;
import dev.testaccounts.core.service.BundleSession;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import dev.testaccounts.core.service.Way;
import org.jspecify.annotations.Nullable;

/**
 * A session that cannot be: the bundle was there when the service was registered and is no more.
 * Somebody can put it back, so that nothing is given up.
 */
record Broken(String reason) implements BundleSession {

  private Reply reply() {
    return new Reply.NotDone(reason, null);
  }

  @Override
  public Reply create(BundleEntry entry, Way way) {
    return reply();
  }

  @Override
  public Reply find(String name, Way way) {
    return reply();
  }

  @Override
  public Reply update(String id, BundleEntry entry, Way way) {
    return reply();
  }

  @Override
  public Reply delete(String id, Way way) {
    return reply();
  }

  @Override
  public SignIn signIn(String login, Secret password, Way way) {
    return new SignIn.Untold(reply());
  }

  @Override
  public Listing list(String username, @Nullable String from, Way way) {
    return new Listing.Untold(reply());
  }

  @Override
  public Reply check(Way way) {
    return reply();
  }

  @Override
  public void close() {}
}
