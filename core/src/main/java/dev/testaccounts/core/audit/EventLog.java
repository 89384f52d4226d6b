package dev.testaccounts.core.audit;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import org.jspecify.annotations.Nullable;

/**
 * Port: reads the audit trail. Writing has no port of its own: an event goes in with the change it
 * tells of.
 */
public interface EventLog {

  /** Newest first. Thread-safe. */
  Page<Entry> events(String project, Filter filter, Page.Request page);

  /**
   * A kept event.
   *
   * @param sequence its place in the trail; grows, with gaps
   */
  record Entry(long sequence, Event event) {}

  /** Which events; null means any. */
  record Filter(@Nullable Id account, @Nullable Id lease, @Nullable Id job) {
    public static Filter all() {
      return new Filter(null, null, null);
    }
  }
}
