package dev.testaccounts.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatafakerFakesTest {

  private final DatafakerFakes fakes = new DatafakerFakes();

  @ParameterizedTest
  @ValueSource(
      strings = {"name.firstName", "name.lastName", "address.city", "phoneNumber.cellPhone"})
  void what_datafaker_knows_is_another_one_each_time(String expression) {
    assertThat(IntStream.range(0, 100).mapToObj(i -> fakes.make(expression).orElseThrow()))
        .allMatch(each -> !each.isBlank() && !each.contains("#"))
        .satisfies(all -> assertThat(all.stream().distinct().count()).isGreaterThan(10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name.fristName", "nobody.firstName", "number.numberBetween", "name"})
  void what_it_does_not_know_or_cannot_make_alone_is_nothing(String expression) {
    assertThat(fakes.make(expression)).isEmpty();
  }
}
