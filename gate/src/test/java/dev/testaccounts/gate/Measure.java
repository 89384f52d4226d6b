package dev.testaccounts.gate;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A size that shipped code keeps to.
 *
 * @param of what is measured, in words
 * @param share the share of all, in percent, that must be at or below the limit: 50 is the median
 */
record Measure(String of, int share, int limit, Function<List<SourceFile>, List<Sized>> measured) {

  /**
   * What the best code bases we compared with do not reach; a dozen long ones may stay, a habit may
   * not.
   */
  static final List<Measure> HELD =
      List.of(
          new Measure("file lines", 50, 70, Measure::files),
          new Measure("file lines", 90, 200, Measure::files),
          new Measure("file lines", 100, 400, Measure::files),
          new Measure("method lines", 50, 5, Measure::methods),
          new Measure("method lines", 90, 15, Measure::methods),
          new Measure("method lines", 100, 40, Measure::methods));

  /** One measured thing. */
  record Sized(String place, int lines) {}

  /** The value at this share, by nearest rank; 0 where there is nothing to measure. */
  int value(List<SourceFile> sources) {
    List<Sized> sorted = sorted(sources);
    return sorted.isEmpty() ? 0 : sorted.get(rank(sorted.size()) - 1).lines();
  }

  /** The largest, where the limit is passed. */
  List<String> exceeded(List<SourceFile> sources) {
    int value = value(sources);
    return value <= limit ? List.of() : List.of(this + " is " + value + largest(sources));
  }

  @Override
  public String toString() {
    return "%s, %d %% ≤ %d".formatted(of, share, limit);
  }

  private int rank(int size) {
    return (int) Math.ceil(share / 100.0 * size);
  }

  private String largest(List<SourceFile> sources) {
    StringBuilder text = new StringBuilder();
    sorted(sources).reversed().stream()
        .filter(sized -> sized.lines() > limit)
        .limit(20)
        .forEach(
            sized -> text.append("\n  ").append(sized.lines()).append("  ").append(sized.place()));
    return text.toString();
  }

  private List<Sized> sorted(List<SourceFile> sources) {
    List<SourceFile> shipped = sources.stream().filter(Measure::isMeasured).toList();
    return measured.apply(shipped).stream().sorted(Comparator.comparingInt(Sized::lines)).toList();
  }

  /**
   * Shipped code. Contracts are tests, although they stand in testkit's main sources so that every
   * store can extend them.
   */
  private static boolean isMeasured(SourceFile file) {
    return file.isShipped() && !file.isPackageInfo() && !file.path().endsWith("Contract.java");
  }

  private static List<Sized> files(List<SourceFile> sources) {
    return sources.stream().map(file -> new Sized(file.path(), file.lines())).toList();
  }

  /** Methods with a body, from the signature, without its annotations, to the closing brace. */
  private static List<Sized> methods(List<SourceFile> sources) {
    List<Sized> found = new ArrayList<>();
    for (SourceFile file : sources) {
      new MethodScanner(file).scan(file.unit(), found);
    }
    return found;
  }

  private static final class MethodScanner extends TreeScanner<@Nullable Void, List<Sized>> {
    private final SourceFile file;
    private final SourcePositions positions;

    MethodScanner(SourceFile file) {
      this.file = file;
      this.positions = file.trees().getSourcePositions();
    }

    @Override
    public @Nullable Void visitMethod(MethodTree node, List<Sized> found) {
      if (node.getBody() != null) {
        long last = line(positions.getEndPosition(file.unit(), node));
        int lines = (int) (last - line(signature(node)) + 1);
        found.add(new Sized(file.at(node) + " " + node.getName(), lines));
      }
      return super.visitMethod(node, found);
    }

    private long signature(MethodTree node) {
      long start = positions.getStartPosition(file.unit(), node);
      for (AnnotationTree annotation : node.getModifiers().getAnnotations()) {
        start = Math.max(start, positions.getEndPosition(file.unit(), annotation));
      }
      int at = (int) start;
      while (Character.isWhitespace(file.text().charAt(at))) {
        at++;
      }
      return at;
    }

    private long line(long position) {
      return file.unit().getLineMap().getLineNumber(position);
    }
  }
}
