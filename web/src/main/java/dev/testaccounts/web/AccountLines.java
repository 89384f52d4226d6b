package dev.testaccounts.web;

import dev.testaccounts.core.job.AccountRow;
import dev.testaccounts.core.job.Jobs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Accounts as newline-delimited JSON: one object a line, each read as strictly as a body. */
final class AccountLines {

  private AccountLines() {}

  /** The rows of a body; a wrong line is refused by its number, from 1. */
  static List<AccountRow> read(byte[] body) {
    List<AccountRow> rows = new ArrayList<>();
    int start = 0;
    while (start < body.length) {
      int end = start;
      while (end < body.length && body[end] != '\n') {
        end++;
      }
      rows.add(row(Arrays.copyOfRange(body, start, end), rows.size() + 1));
      start = end + 1;
    }
    if (rows.isEmpty() || rows.size() > Jobs.MOST_ACCOUNTS) {
      throw RefusedException.invalid(
          "body: expected 1 to " + Jobs.MOST_ACCOUNTS + " lines, got " + rows.size());
    }
    return rows;
  }

  private static AccountRow row(byte[] line, int number) {
    try {
      Fields fields = Fields.of(Json.read(line), "");
      AccountRow row =
          new AccountRow(
              fields.optionalText("username", PathNames.LONGEST),
              fields.map("labels"),
              fields.map("attributes"));
      fields.end();
      return row;
    } catch (RefusedException e) {
      Refusal refusal = e.refusal();
      throw new RefusedException(
          new Refusal(
              refusal.status(),
              refusal.code(),
              "line " + number + ": " + refusal.detail(),
              refusal.headers()));
    }
  }
}
