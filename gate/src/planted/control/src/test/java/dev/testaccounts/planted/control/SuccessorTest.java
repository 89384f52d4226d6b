package dev.testaccounts.planted.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuccessorTest {
  @Test
  void next_isOneMore() {
    assertThat(Successor.next(1)).isEqualTo(2);
  }
}
