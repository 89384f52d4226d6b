package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Problem;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagTest {

  private static final Answer CHANGED =
      Answer.refused(new Problem.Conflict("changed-meanwhile", "it was changed"));

  @Test
  void own_tag_is_read_back() {
    assertThat(EntityTag.expected(Optional.of(EntityTag.of(7)))).isEqualTo(OptionalLong.of(7));
    assertThat(EntityTag.expected(Optional.of("*"))).isEmpty();
    assertThat(EntityTag.expected(Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "W/\"7\"", "\"x\"", "\"7\", \"8\"", "\"\"", "\"99999999999999999999\""})
  void other_tags_never_match(String tag) {
    assertThat(EntityTag.expected(Optional.of(tag))).isEqualTo(OptionalLong.of(-1));
  }

  @Test
  void conflict_of_who_named_a_version_is_a_failed_precondition() {
    assertThat(EntityTag.checked(Optional.of("\"7\""), CHANGED))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> {
              assertThat(refused.refusal().status()).isEqualTo(412);
              assertThat(refused.refusal().code()).isEqualTo("precondition-failed");
            });
    assertThat(EntityTag.checked(Optional.empty(), CHANGED)).isSameAs(CHANGED);
    Answer taken = Answer.refused(new Problem.Conflict("name-taken", "taken"));
    assertThat(EntityTag.checked(Optional.of("\"7\""), taken)).isSameAs(taken);
  }
}
