package dev.testaccounts.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SecretTest {

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";

  @Property(seed = "1", tries = 200)
  void every_password_made_here_is_recognised(@ForAll long seed) {
    String password = new Passwords(new SplittableRandom(seed)).next().reveal();

    assertThat(password).matches("Tam1_[0-9A-Za-z]{26}");
    assertThat(Passwords.recognises(password)).isTrue();
  }

  @Property(seed = "1")
  void one_changed_character_is_not_recognised(
      @ForAll long seed,
      @ForAll @IntRange(max = 30) int position,
      @ForAll @IntRange(max = 62) int character) {
    String password = new Passwords(new SplittableRandom(seed)).next().reveal();
    char next = ALPHABET.charAt(character);
    String changed = password.substring(0, position) + next + password.substring(position + 1);

    assertThat(Passwords.recognises(changed)).isEqualTo(changed.equals(password));
  }

  @Test
  void texts_of_another_form_are_not_recognised() {
    String password = new Passwords(new SplittableRandom(1)).next().reveal();

    assertThat(Passwords.recognises("")).isFalse();
    assertThat(Passwords.recognises("hunter2")).isFalse();
    assertThat(Passwords.recognises(password + "0")).isFalse();
    assertThat(Passwords.recognises(" " + password)).isFalse();
    assertThat(Passwords.recognises(password.substring(0, 30))).isFalse();
  }

  @Test
  void the_check_is_CRC_32_so_that_scanners_elsewhere_can_compute_it() {
    assertThat(Passwords.recognises("Tam1_" + "0".repeat(20) + "vI2q41")).isTrue();
  }

  @Test
  void passwords_differ() {
    Passwords passwords = new Passwords(new SplittableRandom(1));

    assertThat(passwords.next()).isNotEqualTo(passwords.next());
  }

  @Test
  void a_secret_prints_as_three_stars() {
    Secret secret = new Secret("hunter2");

    assertThat(secret).hasToString("***");
    assertThat("password: " + secret).doesNotContain("hunter2");
    assertThat(secret.reveal()).isEqualTo("hunter2");
  }

  @Test
  void secrets_are_equal_by_what_they_hold() {
    assertThat(new Secret("a")).isEqualTo(new Secret("a")).hasSameHashCodeAs(new Secret("a"));
    assertThat(new Secret("a")).isNotEqualTo(new Secret("b")).isNotEqualTo("a");
    assertThat(new Secret("a").hashCode()).isNotEqualTo(new Secret("b").hashCode());
  }

  @Test
  void a_sealed_secret_does_not_change_from_outside_and_prints_nothing() {
    byte[] bytes = {1, 2, 3};
    SealedSecret sealed = new SealedSecret(bytes);
    bytes[0] = 9;
    sealed.cipherText()[1] = 9;

    assertThat(sealed.cipherText()).containsExactly(1, 2, 3);
    assertThat(sealed).hasToString("sealed");
    assertThat(sealed)
        .isEqualTo(new SealedSecret(new byte[] {1, 2, 3}))
        .hasSameHashCodeAs(new SealedSecret(new byte[] {1, 2, 3}))
        .isNotEqualTo(new SealedSecret(new byte[] {1, 2, 4}))
        .isNotEqualTo("sealed");
    assertThat(sealed.hashCode()).isNotZero();
  }
}
