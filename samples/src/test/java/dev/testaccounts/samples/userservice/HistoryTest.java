package dev.testaccounts.samples.userservice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final HistoryEntry FIRST = new HistoryEntry(Call.CREATE, Outcome.CREATED, null);
  private static final HistoryEntry LAST = new HistoryEntry(Call.DELETE, Outcome.DELETED, null);

  @Test
  void add_beyondCapacity_forgetsTheOldest() {
    History history = new History();
    history.add("ann", FIRST);
    for (int call = 0; call < History.CAPACITY - 1; call++) {
      history.add("other", FIRST);
    }
    assertThat(history.of("ann")).containsExactly(FIRST);

    history.add("ann", LAST);

    assertThat(history.of("ann")).containsExactly(LAST);
    assertThat(history.of("other")).hasSize(History.CAPACITY - 1);
  }
}
