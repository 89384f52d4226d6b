package dev.testaccounts.core.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.memory.MemoryPools;
import dev.testaccounts.core.memory.Samples;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NumbersTest {

  private final MemoryPools store = new MemoryPools();
  private final Numbers numbers = new Numbers(store);
  private final Id pool = Samples.id();

  @Test
  void numbers_of_a_pool_follow_each_other_from_1_on() {
    assertThat(LongStream.range(0, 250).map(i -> numbers.next(pool)).toArray())
        .isEqualTo(LongStream.rangeClosed(1, 250).toArray());
    assertThat(numbers.next(Samples.id())).isEqualTo(1);
  }

  @Test
  void servers_never_give_out_the_same_number() {
    Numbers other = new Numbers(store);

    assertThat(numbers.next(pool)).isEqualTo(1);
    assertThat(other.next(pool)).isEqualTo(101);
    assertThat(numbers.next(pool)).isEqualTo(2);
    assertThat(new Numbers(store).next(pool)).isEqualTo(201);
  }
}
