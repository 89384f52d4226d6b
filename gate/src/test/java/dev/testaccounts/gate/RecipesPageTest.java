package dev.testaccounts.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of recipes says of each what its file says. */
class RecipesPageTest {

  private static final Path PAGE = Path.of("docs/connectors/recipes.md");
  private static final Path FILES =
      Path.of("connectors/src/main/resources/dev/testaccounts/connectors/recipes");

  private static final Pattern PARAMETERS = Pattern.compile("(?m)^parameters: \\{(.*)}$");
  private static final Pattern PARAMETER = Pattern.compile("(?:^|, )([A-Za-z]+):");
  private static final Pattern OPERATION = Pattern.compile("(?m)^  ([A-Za-z]+):");
  private static final Pattern WORD = Pattern.compile("`([A-Za-z]+)`");

  private static String row(String page, String recipe) {
    return page.lines()
        .filter(line -> line.startsWith("| `" + recipe + "` |"))
        .collect(Collectors.joining("\n"));
  }

  private static Set<String> words(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What a row leaves out, or has too much; empty where it is as the file. */
  private static Set<String> differences(String file, String row) {
    Set<String> expected =
        words(
            PARAMETER,
            PARAMETERS.matcher(file).results().map(found -> found.group(1)).findFirst().orElse(""));
    expected.addAll(words(OPERATION, file));
    expected.remove("authentication");
    String[] cells = row.split("\\|", -1);
    Set<String> told = words(WORD, cells.length > 5 ? cells[3] + cells[5] : "");
    Set<String> differences = new TreeSet<>(expected);
    differences.removeAll(told);
    told.removeAll(expected);
    differences.addAll(told);
    boolean isRead = row.endsWith("| read |");
    if (isRead != file.contains("not run")) {
      differences.add(isRead ? "read" : "run");
    }
    return differences;
  }

  @Test
  void product_page_is_as_its_recipes() {
    String page = Repository.read(Repository.root().resolve(PAGE));
    List<Path> files = Repository.files(Repository.root().resolve(FILES), ".yaml");

    assertThat(files).hasSizeGreaterThan(5);
    for (Path file : files) {
      String recipe = file.getFileName().toString().replace(".yaml", "");
      assertThat(differences(Repository.read(file), row(page, recipe))).as(recipe).isEmpty();
    }
  }

  @Test
  void planted_differences_trip() {
    String file = "# not run.\nparameters: {realm: \"\", client: x}\nhttp:\n  create:\n  list:\n";

    assertThat(differences(file, "| `x` | X | `realm` | `user` | `create`, `login` | | | run |"))
        .containsExactlyInAnyOrder("client", "list", "login", "run");
    assertThat(differences(file, "")).contains("realm", "create", "list");
    assertThat(
            differences(
                file, "| `x` | X | `realm`, `client` | `user` | `create`, `list` | | | read |"))
        .isEmpty();
  }
}
