package dev.testaccounts.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.kernel.StoreUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresAddressTest {

  @Test
  void userAndPasswordAreTakenOutOfTheAddressAndDecoded() {
    PostgresAddress address =
        PostgresAddress.parse(
            "jdbc:postgresql://tam:p%40ss+%2F:x@db:5433/accounts?sslmode=require");

    assertThat(address.url()).isEqualTo("jdbc:postgresql://db:5433/accounts?sslmode=require");
    assertThat(address.user()).isEqualTo("tam");
    assertThat(address.password()).isEqualTo("p@ss+/:x");
  }

  @Test
  void bothMayBeMissing() {
    assertThat(PostgresAddress.parse("jdbc:postgresql://db/accounts"))
        .isEqualTo(new PostgresAddress("jdbc:postgresql://db/accounts", null, null));
    assertThat(PostgresAddress.parse("jdbc:postgresql://tam@db/accounts"))
        .isEqualTo(new PostgresAddress("jdbc:postgresql://db/accounts", "tam", null));
  }

  @Test
  void anAtSignBehindTheHostBelongsToNoUser() {
    assertThat(PostgresAddress.parse("jdbc:postgresql://db/a?options=x@y").user()).isNull();
  }

  @Test
  void itPrintsNoPasswordWhereverThatStands() {
    assertThat(PostgresAddress.parse("jdbc:postgresql://tam:s3cret@db/accounts?password=s3cret"))
        .hasToString("jdbc:postgresql://db/accounts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres://tam:s3cret@db/a", "jdbc:postgresql://tam:s3cret%@db/a"})
  void whatIsNoAddressIsRefusedWithoutBeingTold(String text) {
    assertThatThrownBy(() -> PostgresAddress.parse(text))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("store address")
        .hasMessageNotContaining("s3cret");
  }
}
