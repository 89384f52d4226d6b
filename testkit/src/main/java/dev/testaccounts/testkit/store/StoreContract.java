package dev.testaccounts.testkit.store;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.testkit.SettableClock;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What all contracts of the store have in common: an empty store for each test, and the promises
 * that must hold after each. One thread at a time.
 */
public abstract class StoreContract {

  /** The clock of everything in the test. */
  protected final SettableClock clock = new SettableClock();

  /** Makes what the test brings into the store itself. */
  protected final Drafts drafts = new Drafts(clock);

  /** The store under test. */
  protected OpenStore store;

  /** Brings things into the store. */
  protected Given given;

  private StoreFixture fixture;

  /**
   * Says how to open the store.
   *
   * @param folder empty, for this test alone; gone afterwards
   */
  protected abstract StoreFixture fixture(Path folder);

  @BeforeEach
  final void openStore(@TempDir Path folder) {
    fixture = fixture(folder);
    store = fixture.open();
    given = new Given(store, clock, drafts);
  }

  @AfterEach
  final void checkAndClose() {
    try (OpenStore open = store) {
      Promises.check(open);
    }
  }

  /** Closes the store and opens it again, as a server does that is started anew. */
  protected final void reopen() {
    store.close();
    store = fixture.open();
    given = new Given(store, clock, drafts);
  }

  /** The kinds of an account's events, the oldest first. */
  protected final List<Event.Kind> trail(Id account) {
    EventLog.Filter filter = new EventLog.Filter(account, null, null);
    return store
        .events()
        .events(Drafts.PROJECT, filter, Page.Request.first(Page.LARGEST))
        .items()
        .reversed()
        .stream()
        .map(entry -> entry.event().kind())
        .toList();
  }
}
