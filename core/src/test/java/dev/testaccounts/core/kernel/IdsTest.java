package dev.testaccounts.core.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  private static final Instant NOW = Instant.ofEpochMilli(1_469_918_176_385L);

  private final Ids ids = new Ids(new SplittableRandom(1));

  @Property(seed = "1")
  void a_later_id_sorts_later(
      @ForAll @LongRange(max = 281_474_976_710_654L) long millis,
      @ForAll @LongRange(min = 1, max = 1000) long later) {
    Id first = ids.next(Instant.ofEpochMilli(millis));
    Id second = ids.next(Instant.ofEpochMilli(Math.min(millis + later, 281_474_976_710_655L)));

    assertThat(first).isLessThan(second);
    assertThat(first.value()).isLessThan(second.value());
  }

  @Test
  void the_time_stands_in_front_as_in_the_ULID_paper() {
    assertThat(ids.next(NOW).value()).startsWith("01aryz6s41").hasSize(26);
  }

  @Test
  void random_bits_fill_the_rest_in_two_halves() {
    String made = ids.next(NOW).value();
    Ids low = new Ids(() -> 0L);
    Ids high = new Ids(() -> -1L);

    assertThat(low.next(Instant.EPOCH).value()).isEqualTo("0".repeat(26));
    assertThat(high.next(Instant.EPOCH).value()).isEqualTo("0".repeat(10) + "z".repeat(16));
    assertThat(made.substring(10, 18)).isNotEqualTo(made.substring(18));
  }

  @Test
  void ids_of_one_millisecond_differ() {
    Set<Id> made = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      made.add(ids.next(NOW));
    }
    assertThat(made).hasSize(10_000);
  }

  @Test
  void the_earliest_id_of_a_time_parts_what_was_made_before_from_the_rest() {
    Id earliest = Ids.earliest(NOW);

    assertThat(ids.next(NOW.minusMillis(1))).isLessThan(earliest);
    assertThat(ids.next(NOW)).isGreaterThan(earliest);
    assertThat(earliest.value()).endsWith("0".repeat(16));
    assertThat(earliest.value().substring(0, 10)).isEqualTo(ids.next(NOW).value().substring(0, 10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01arz3ndektsv4rrffq69g5fa",
        "01arz3ndektsv4rrffq69g5favv",
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        "81arz3ndektsv4rrffq69g5fav",
        "01arz3ndektsv4rrffq69g5fai",
        "01arz3ndektsv4rrffq69g5fal",
        "01arz3ndektsv4rrffq69g5fao",
        "01arz3ndektsv4rrffq69g5fau",
        "01arz3ndektsv4rrffq69g5fa\n"
      })
  void what_cannot_be_an_id_is_refused(String text) {
    assertThat(Id.parse(text)).isEmpty();
    assertThatThrownBy(() -> new Id(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("26 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "01arz3ndektsv4rrffq69g5fav, 0, 01arz3ndektsv4rrffq69g5fav",
    "01arz3ndektsv4rrffq69g5fav, 1, 01arz3ndektsv4rrffq69g5faw",
    "01arz3ndektsv4rrffq69g5faz, 1, 01arz3ndektsv4rrffq69g5fb0",
    "01arz3ndektsv4rrffq69g5faz, 50, 01arz3ndektsv4rrffq69g5fch",
    "01arz3ndekzzzzzzzzzzzzzzzz, 1, 01arz3ndem0000000000000000",
    "01arz3ndektsv4rrffq69g5zzz, 1025, 01arz3ndektsv4rrffq69g6100"
  })
  void the_ids_after_an_id_are_counted_in_its_letters(String first, int count, String expected) {
    Id after = new Id(first).plus(count);

    assertThat(after).isEqualTo(new Id(expected));
    assertThat(after).isGreaterThanOrEqualTo(new Id(first));
  }

  @Test
  void after_the_last_id_there_is_none() {
    Id last = new Id("7" + "z".repeat(25));

    assertThat(last.plus(0)).isEqualTo(last);
    assertThatThrownBy(() -> last.plus(1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void an_id_reads_back_as_it_prints() {
    Id id = ids.next(NOW);

    assertThat(Id.parse(id.toString())).contains(id);
    assertThat(id).hasToString(id.value());
    assertThat(id.compareTo(new Id(id.value()))).isZero();
  }
}
