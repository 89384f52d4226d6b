package dev.testaccounts.gate;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * One Java source, parsed by the JDK's own compiler.
 *
 * @param path from the root of the checkout, with slashes
 */
record SourceFile(String path, String text, CompilationUnitTree unit, DocTrees trees) {

  /** Every source of every module, but for the planted ones. */
  static List<SourceFile> ofProduct() {
    return Product.FILES;
  }

  /** Parses texts by their paths. */
  static List<SourceFile> parse(Map<String, String> texts) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Text> objects =
        new TreeMap<>(texts)
            .entrySet().stream().map(e -> new Text(e.getKey(), e.getValue())).toList();
    List<String> options = List.of("-proc:none");
    JavacTask task = (JavacTask) compiler.getTask(null, null, null, options, null, objects);
    DocTrees trees = DocTrees.instance(task);
    List<SourceFile> files = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        // The compiler wraps what it is given, so only the address comes back.
        String path = unit.getSourceFile().toUri().getPath().substring(1);
        String text = Objects.requireNonNull(texts.get(path), path);
        files.add(new SourceFile(path, text, unit, trees));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  boolean isShipped() {
    return path.contains("/src/main/java/");
  }

  boolean isPackageInfo() {
    return path.endsWith("/package-info.java");
  }

  String module() {
    return path.substring(0, path.indexOf('/'));
  }

  String folder() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  int lines() {
    return (int) text.lines().count();
  }

  /** The place of a tree, as compilers print it. */
  String at(Tree tree) {
    long start = trees.getSourcePositions().getStartPosition(unit, tree);
    return path + ":" + unit.getLineMap().getLineNumber(start);
  }

  private static final class Product {
    static final List<SourceFile> FILES = parse(texts());

    private static Map<String, String> texts() {
      Map<String, String> texts = new TreeMap<>();
      for (String module : Repository.modules()) {
        for (Path file :
            Repository.files(Repository.root().resolve(module).resolve("src"), ".java")) {
          String path = Repository.root().relativize(file).toString().replace('\\', '/');
          if (!path.contains("/planted/")) {
            texts.put(path, Repository.read(file));
          }
        }
      }
      return texts;
    }
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String path, String text) {
      super(URI.create("source:///" + path), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    @Override
    public boolean isNameCompatible(String simpleName, JavaFileObject.Kind kind) {
      return true;
    }
  }
}
