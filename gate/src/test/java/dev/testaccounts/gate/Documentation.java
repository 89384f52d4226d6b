package dev.testaccounts.gate;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Public types that strangers program against say what they are. */
final class Documentation {
  private static final Set<String> FOR_STRANGERS = Set.of("api", "client", "junit", "testkit");

  private Documentation() {}

  static List<String> missing(List<SourceFile> files) {
    List<String> found = new ArrayList<>();
    for (SourceFile file : files) {
      if (file.isShipped() && (FOR_STRANGERS.contains(file.module()) || isCore(file))) {
        new Scanner(file).scan(file.unit(), found);
      }
    }
    return found;
  }

  private static boolean isCore(SourceFile file) {
    return file.module().equals("core");
  }

  private static final class Scanner extends TreePathScanner<@Nullable Void, List<String>> {
    private final SourceFile file;

    Scanner(SourceFile file) {
      this.file = file;
    }

    @Override
    public @Nullable Void visitClass(ClassTree node, List<String> found) {
      if (!isPublic(node)) {
        return null;
      }
      // Core's ports are its public interfaces; its records and states speak by their names.
      boolean owed = !isCore(file) || node.getKind() == Tree.Kind.INTERFACE;
      String comment = file.trees().getDocComment(getCurrentPath());
      if (owed && (comment == null || comment.isBlank())) {
        found.add("%s %s has no Javadoc".formatted(file.at(node), node.getSimpleName()));
      }
      return super.visitClass(node, found);
    }

    private boolean isPublic(ClassTree node) {
      TreePath outer = getCurrentPath().getParentPath();
      return node.getModifiers().getFlags().contains(Modifier.PUBLIC)
          || outer.getLeaf().getKind() == Tree.Kind.INTERFACE;
    }
  }
}
