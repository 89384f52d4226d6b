package dev.testaccounts.gate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ARCHITECTURE.md says is there. A path is a word in backticks that has a slash inside or ends
 * like a file, and the first word of each line of a drawn tree; both go from the root of the
 * checkout. A star stands for any name.
 */
record ArchitecturePage(String text) {
  private static final Pattern IN_BACKTICKS = Pattern.compile("`([^`\n]+)`");
  private static final Pattern PATH = Pattern.compile("(?:\\./)?[\\w.*-]+(?:/[\\w.*-]+)*/?");
  private static final Pattern FILE =
      Pattern.compile(".*\\.(?:md|xml|java|ya?ml|json|sql|sh|properties|config|html|css|js)");
  private static final Pattern BRANCH = Pattern.compile("([│ ]*)[├└]── (\\S+).*");

  static ArchitecturePage ofProduct() {
    return new ArchitecturePage(Repository.read(Repository.root().resolve("ARCHITECTURE.md")));
  }

  List<String> paths() {
    List<String> found = new ArrayList<>();
    Deque<String> folders = new ArrayDeque<>();
    boolean drawing = false;
    for (String line : text.lines().toList()) {
      if (line.startsWith("```")) {
        drawing = !drawing;
      } else if (drawing) {
        branch(line, folders, found);
      } else {
        words(line, found);
      }
    }
    return found;
  }

  /** The paths that are not there. */
  List<String> missing(Path root) {
    return paths().stream().filter(path -> !exists(root, path)).toList();
  }

  private static void branch(String line, Deque<String> folders, List<String> found) {
    Matcher matcher = BRANCH.matcher(line);
    if (matcher.matches()) {
      int depth = matcher.group(1).length() / 4;
      while (folders.size() > depth) {
        folders.removeLast();
      }
      String name = matcher.group(2);
      folders.addLast(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
      found.add(String.join("/", folders));
    }
  }

  private static void words(String line, List<String> found) {
    Matcher matcher = IN_BACKTICKS.matcher(line);
    while (matcher.find()) {
      String word = matcher.group(1);
      boolean isPath = word.contains("/") || FILE.matcher(word).matches();
      if (isPath && PATH.matcher(word).matches()) {
        found.add(word);
      }
    }
  }

  private static boolean exists(Path root, String path) {
    int star = path.indexOf('*');
    if (star < 0) {
      return Files.exists(root.resolve(path));
    }
    var matcher = root.getFileSystem().getPathMatcher("glob:" + path);
    Path folder = root.resolve(path.substring(0, path.lastIndexOf('/', star) + 1));
    return Repository.files(folder, "").stream().map(root::relativize).anyMatch(matcher::matches);
  }
}
