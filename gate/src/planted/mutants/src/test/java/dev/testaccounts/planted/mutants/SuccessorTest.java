package dev.testaccounts.planted.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuccessorTest {
  @Test
  void next_isSomething() {
    assertThat(Successor.next(1)).isBetween(-9, 9);
  }
}
