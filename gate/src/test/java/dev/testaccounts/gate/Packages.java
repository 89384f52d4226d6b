package dev.testaccounts.gate;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every package lies in its room, says what it is, and is null-marked. */
final class Packages {
  private Packages() {}

  /** A class in another room's package would slip past the arrows, which go by package. */
  static List<String> outOfPlace(List<SourceFile> files) {
    List<String> found = new ArrayList<>();
    for (SourceFile file : files) {
      ExpressionTree name = file.unit().getPackageName();
      String home = "dev.testaccounts." + file.module();
      if (name == null || !(name + ".").startsWith(home + ".")) {
        found.add("%s is in package %s, not below %s".formatted(file.path(), name, home));
      }
    }
    return found;
  }

  static List<String> withoutInfo(List<SourceFile> files) {
    Map<String, List<SourceFile>> folders =
        files.stream()
            .filter(SourceFile::isShipped)
            .collect(Collectors.groupingBy(SourceFile::folder, TreeMap::new, Collectors.toList()));
    List<String> found = new ArrayList<>();
    folders.forEach(
        (folder, members) ->
            members.stream()
                .filter(SourceFile::isPackageInfo)
                .findAny()
                .ifPresentOrElse(
                    info -> found.addAll(lacks(info)),
                    () -> found.add(folder + " has no package-info.java")));
    return found;
  }

  private static List<String> lacks(SourceFile info) {
    List<String> found = new ArrayList<>();
    boolean marked =
        info.unit().getPackageAnnotations().stream()
            .anyMatch(a -> a.getAnnotationType().toString().endsWith("NullMarked"));
    if (!marked) {
      found.add(info.path() + " is not @NullMarked");
    }
    TreePath declaration = new TreePath(new TreePath(info.unit()), info.unit().getPackage());
    if (info.trees().getDocComment(declaration) == null) {
      found.add(info.path() + " has no Javadoc");
    }
    return found;
  }
}
