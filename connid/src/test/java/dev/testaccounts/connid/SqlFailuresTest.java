package dev.testaccounts.connid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Reply;
import java.sql.SQLException;
import org.identityconnectors.framework.common.exceptions.ConnectorException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a database's failures mean, which the bundle that met them wraps. */
class SqlFailuresTest {

  private static Reply reply(SQLException failure) {
    return Failures.reply(new ConnectorException("the secret p4ss was refused", failure));
  }

  @ParameterizedTest
  @CsvSource({"23505, 0", "23000, 1062", "23000, 1"})
  void a_key_that_is_taken_is_a_conflict(String state, int code) {
    assertThat(reply(new SQLException("p4ss", state, code)))
        .isEqualTo(new Reply.Conflict("the name is taken"));
  }

  @ParameterizedTest
  @CsvSource({"23000, 1048", "23502, 0", "22001, 0", "42703, 0", "42501, 0", "3D000, 0"})
  void what_breaks_a_rule_is_refused_for_good(String state, int code) {
    assertThat(reply(new SQLException("p4ss", state, code)))
        .isEqualTo(new Reply.Rejected("refused (SQL " + state + ")"));
  }

  @Test
  void wrong_credentials_are_refused_for_good() {
    assertThat(reply(new SQLException("p4ss", "28P01")))
        .isEqualTo(new Reply.Rejected("our credentials are refused (SQL 28P01)"));
  }

  @ParameterizedTest
  @CsvSource({"08001", "40001", "53300", "57P03"})
  void what_was_rolled_back_or_never_reached_it_is_a_retry(String state) {
    assertThat(reply(new SQLException("p4ss", state)))
        .isEqualTo(new Reply.NotDone("the service cannot do it now (SQL " + state + ")", null));
  }

  /** A line that broke may have broken after the commit. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "08006|SQLException (SQL 08006)",
        "40003|SQLException (SQL 40003)",
        "XX000|SQLException (SQL XX000)",
        "-|SQLException",
        "x|SQLException",
        "p4ss!|SQLException"
      })
  void anything_else_may_have_been_done(String state, String told) {
    assertThat(reply(new SQLException("p4ss", state)))
        .isEqualTo(new Reply.Unknown("expected it done, got " + told));
  }
}
