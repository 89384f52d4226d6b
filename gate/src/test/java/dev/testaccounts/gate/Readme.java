package dev.testaccounts.gate;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands of a page: its {@code sh} blocks in order, one command each. */
final class Readme {

  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ANSWER = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);

  private Readme() {}

  static List<String> commands(String page) {
    return BLOCK.matcher(page).results().map(Readme::inner).toList();
  }

  /** The answers that the page shows. */
  static List<String> answers(String page) {
    return ANSWER.matcher(page).results().map(Readme::inner).toList();
  }

  private static String inner(MatchResult block) {
    return block.group(1).strip();
  }
}
