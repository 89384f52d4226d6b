package dev.testaccounts.core.job;

import dev.testaccounts.core.kernel.Labels;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.pool.Pools;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One account that a bulk is to make, as its author wrote it.
 *
 * @param username its name; null for one by the pool's pattern
 * @param labels what it is called, beside the labels of the job
 * @param attributes what it has, beside or instead of what the pool gives
 */
public record AccountRow(
    @Nullable String username, Map<String, String> labels, Map<String, String> attributes) {

  private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_.@+-]{1,200}");

  public AccountRow {
    labels = Map.copyOf(labels);
    attributes = Map.copyOf(attributes);
  }

  /** The row with further labels; its own win. */
  AccountRow labelled(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(more);
    all.putAll(labels);
    return new AccountRow(username, all, attributes);
  }

  /** The first problem of rows, told with its line, from 1; empty where all are good. */
  static Optional<Problem> check(List<AccountRow> rows, Pools pools) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < rows.size(); i++) {
      String line = "line " + (i + 1) + ": ";
      Optional<Problem> problem = rows.get(i).check(line, names, pools);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> check(String line, Set<String> names, Pools pools) {
    if (username != null && !USERNAME.matcher(username).matches()) {
      return invalid(
          line
              + "username: expected 1 to 200 letters, digits and _ . @ + -, got '"
              + shown()
              + "'");
    }
    if (username != null && !names.add(username)) {
      return invalid(line + "username: expected each once, got '" + username + "' again");
    }
    return Labels.check(line + "labels", labels)
        .or(() -> Labels.check(line + "attributes", attributes))
        .or(() -> pools.problemWith(line + "attributes", attributes));
  }

  private String shown() {
    String text = username == null ? "" : username;
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  private static Optional<Problem> invalid(String detail) {
    return Optional.of(new Problem.Invalid("invalid-request", detail));
  }
}
