package dev.testaccounts.store.sql;

import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.Wanted;
import java.util.ArrayList;
import java.util.List;

/**
 * The accounts that somebody waits for, as a list of texts: three for each, which are its role
 * (empty for none), its attributes and its labels. None at all for any one account.
 */
final class WantedText {

  private static final int TEXTS = 3;

  private static final List<Wanted> ANY = List.of(Wanted.ANY);

  private WantedText() {}

  static List<String> of(List<Wanted> wanted) {
    List<String> texts = new ArrayList<>();
    if (!wanted.equals(ANY)) {
      for (Wanted each : wanted) {
        texts.add(each.role() == null ? "" : each.role());
        texts.add(Json.of(each.filter().attributes()));
        texts.add(Json.of(each.filter().labels()));
      }
    }
    return texts;
  }

  static List<Wanted> read(List<String> texts) {
    List<Wanted> wanted = new ArrayList<>();
    for (int i = 0; i < texts.size(); i += TEXTS) {
      String role = texts.get(i);
      AccountFilter filter =
          new AccountFilter(Json.map(texts.get(i + 1)), Json.map(texts.get(i + 2)));
      wanted.add(new Wanted(role.isEmpty() ? null : role, filter));
    }
    return wanted.isEmpty() ? ANY : wanted;
  }
}
