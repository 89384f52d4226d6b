package dev.testaccounts.core.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.memory.PlainBox;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SecretTest {

  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";

  @Property(seed = "1", tries = 200)
  void every_password_made_here_is_recognised(@ForAll long seed) {
    String password =
        new Passwords(new SplittableRandom(seed)).next(PasswordRule.STANDARD).reveal();

    assertThat(password).matches("Tam1_[0-9A-Za-z]{26}");
    assertThat(Passwords.recognises(password)).isTrue();
  }

  @Property(seed = "1")
  void one_changed_character_is_not_recognised(
      @ForAll long seed,
      @ForAll @IntRange(max = 30) int position,
      @ForAll @IntRange(max = 62) int character) {
    String password =
        new Passwords(new SplittableRandom(seed)).next(PasswordRule.STANDARD).reveal();
    char next = ALPHABET.charAt(character);
    String changed = password.substring(0, position) + next + password.substring(position + 1);

    assertThat(Passwords.recognises(changed)).isEqualTo(changed.equals(password));
  }

  @Property(seed = "1", tries = 200)
  void a_password_by_a_rule_is_as_it_says_and_is_recognised(
      @ForAll long seed,
      @ForAll @IntRange(min = 16, max = 72) int length,
      @ForAll
          @StringLength(max = 1)
          @Chars({'_', '-', '.', '!', '@', '#', '$', '%', '&', '*', '?', '+', '='})
          String symbol) {
    PasswordRule rule = new PasswordRule(length, symbol);

    String password = new Passwords(new SplittableRandom(seed)).next(rule).reveal();

    assertThat(rule.problem()).isEmpty();
    assertThat(password).hasSize(length).matches("Tam1" + Pattern.quote(symbol) + "[0-9A-Za-z]+");
    assertThat(Passwords.recognises(password)).isTrue();
  }

  @Test
  void a_rule_says_what_is_wrong_with_it() {
    assertThat(new PasswordRule(15, "_").problem())
        .contains("password.length: expected 16 to 72, got 15");
    assertThat(new PasswordRule(73, "_").problem())
        .contains("password.length: expected 16 to 72, got 73");
    assertThat(new PasswordRule(16, "a").problem())
        .contains("password.symbol: expected one of _-.!@#$%&*?+= or none, got 'a'");
    assertThat(new PasswordRule(72, "!@").problem()).isPresent();
    assertThat(new PasswordRule(72, "").problem()).isEmpty();
  }

  @Test
  void a_new_secret_is_by_the_rule_that_is_asked_for() {
    PlainBox box = new PlainBox();
    NewSecrets secrets = new NewSecrets(new Passwords(new SplittableRandom(1)), box);
    PasswordRule rule = new PasswordRule(16, "!");

    NextSecret next = secrets.next("shop");

    assertThat(box.open(next.by(PasswordRule.STANDARD), "shop").reveal()).hasSize(31);
    assertThat(next.by(PasswordRule.STANDARD)).isEqualTo(next.by(PasswordRule.STANDARD));
    assertThat(box.open(next.by(rule), "shop").reveal()).hasSize(16).startsWith("Tam1!");
    assertThat(box.open(secrets.next("shop", rule), "shop").reveal()).startsWith("Tam1!");
  }

  @Test
  void texts_of_another_form_are_not_recognised() {
    String password = new Passwords(new SplittableRandom(1)).next(PasswordRule.STANDARD).reveal();

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

    assertThat(passwords.next(PasswordRule.STANDARD))
        .isNotEqualTo(passwords.next(PasswordRule.STANDARD));
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
