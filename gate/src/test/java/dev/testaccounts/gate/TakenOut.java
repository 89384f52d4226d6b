package dev.testaccounts.gate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One guard of the product and how it is taken out, in a file of {@code gate/taken-out}: a text
 * that stands once in one file, another one instead, and the tests that must fail then.
 *
 * @param name the file's
 */
record TakenOut(String name, Map<String, String> said, String before, String after) {

  private static final List<String> WORDS = List.of("promise", "room", "tests", "file");

  static List<TakenOut> ofProduct() {
    return Repository.files(Repository.root().resolve("gate/taken-out"), "").stream()
        .map(file -> read(file.getFileName().toString(), Repository.read(file)))
        .toList();
  }

  static TakenOut read(String name, String text) {
    String[] parts = text.split("(?m)^--- (?:before|after)\n", -1);
    Map<String, String> said = new HashMap<>();
    parts[0]
        .lines()
        .map(line -> line.split(": ", 2))
        .filter(pair -> pair.length == 2)
        .forEach(pair -> said.put(pair[0], pair[1]));
    return new TakenOut(
        name, said, parts.length == 3 ? parts[1] : "", parts.length == 3 ? parts[2] : "");
  }

  /** Why it could not be taken out, or nobody would notice. */
  List<String> problems(Path root) {
    List<String> problems = new ArrayList<>();
    for (String word : WORDS) {
      if (said.getOrDefault(word, "").isBlank()) {
        problems.add(name + ": says no " + word);
      }
    }
    if (before.isBlank() || before.equals(after)) {
      problems.add(name + ": takes nothing out");
    }
    if (problems.isEmpty()) {
      Path file = root.resolve(said("file"));
      int times = Files.exists(file) ? times(Repository.read(file)) : 0;
      if (times != 1) {
        problems.add(name + ": its text stands " + times + " times in " + said("file"));
      }
      for (String test : said("tests").split(", ", -1)) {
        if (Repository.files(root.resolve(said("room") + "/src/test/java"), "/" + test + ".java")
            .isEmpty()) {
          problems.add(name + ": there is no " + test + " in " + said("room"));
        }
      }
    }
    return problems;
  }

  private String said(String word) {
    return said.getOrDefault(word, "");
  }

  /** Its last line may be the first part of one. */
  private int times(String text) {
    return text.split(Pattern.quote(before.stripTrailing()), -1).length - 1;
  }
}
