package dev.testaccounts.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.store.Drafts;
import dev.testaccounts.testkit.store.Given;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger's time, where the machine's was set. */
class SqliteClockTest {

  private static final Duration DAY = Duration.ofDays(1);

  private final SettableClock machine = new SettableClock();
  @TempDir Path folder;
  private SqliteStore store;

  @BeforeEach
  void begin() {
    store = SqliteStore.open(folder);
  }

  @AfterEach
  void end() {
    store.close();
  }

  private void record() {
    new Given(new SqliteFixture(folder).of(store), machine, new Drafts(machine)).service("shop");
  }

  @Test
  void anEmptyLedgersTimeIsTheMachines() {
    assertThat(store.clock(machine).instant()).isEqualTo(SettableClock.START);
  }

  @Test
  void timeGoesOnFromTheLastEventWhereTheMachineWasSetBack() {
    record();
    machine.advance(DAY.negated());

    InstantSource ledger = store.clock(machine);

    assertThat(ledger.instant()).isEqualTo(SettableClock.START);
    machine.advance(Duration.ofSeconds(7));
    assertThat(ledger.instant()).isEqualTo(SettableClock.START.plusSeconds(7));
  }

  @Test
  void timeIsTheMachinesAgainOnceThatIsLater() {
    record();
    Instant later = machine.advance(DAY);

    assertThat(store.clock(machine).instant()).isEqualTo(later);
  }

  @Test
  void timeIsNoFinerThanWhatIsKept() {
    InstantSource fine = () -> SettableClock.START.plusNanos(999);

    assertThat(store.clock(fine).instant()).isEqualTo(SettableClock.START);
  }
}
