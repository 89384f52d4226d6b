package dev.testaccounts.gate;

import com.sun.source.tree.CatchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Catching everything hides faults, so it is for the few edges where a fault becomes an answer. */
final class BroadCatches {
  /**
   * The edges, by file, with the reason; ARCHITECTURE.md names them: web, the worker loop, the CLI.
   */
  static final Map<String, String> EDGES =
      Map.ofEntries(
          Map.entry(
              "store/src/main/java/dev/testaccounts/store/sqlite/Batch.java",
              "the writing loop: a change's fault is its caller's answer"),
          Map.entry(
              "store/src/main/java/dev/testaccounts/store/postgres/PostgresWriter.java",
              "the writing loop: a change's fault is its caller's answer"),
          Map.entry(
              "app/src/main/java/dev/testaccounts/app/Converger.java",
              "the worker loop: one account's fault must not end the others' work"),
          Map.entry(
              "app/src/main/java/dev/testaccounts/app/DatafakerFakes.java",
              "data that Datafaker does not know has no type of its own there"),
          Map.entry(
              "app/src/main/java/dev/testaccounts/app/Loop.java",
              "the worker loop: a failing round is logged, the next one comes"),
          Map.entry(
              "app/src/main/java/dev/testaccounts/app/Server.java",
              "start: releases what was begun, then throws on"),
          Map.entry(
              "app/src/main/java/dev/testaccounts/app/Wiring.java",
              "start: releases what was begun, then throws on"),
          Map.entry(
              "connid/src/main/java/dev/testaccounts/connid/Bundle.java",
              "a file of others: what ConnId meets in one that is cut off has no type of its own"),
          Map.entry(
              "web/src/main/java/dev/testaccounts/web/Dispatcher.java",
              "web: a fault becomes an answer with an incident id"),
          Map.entry(
              "samples/src/main/java/dev/testaccounts/samples/userservice/Departure.java",
              "the socket's end has no type of its own in the server library"));

  private static final Set<String> BROAD = Set.of("Exception", "RuntimeException", "Throwable");

  private BroadCatches() {}

  static List<String> find(List<SourceFile> files) {
    List<String> found = new ArrayList<>();
    for (SourceFile file : files) {
      if (file.isShipped() && !EDGES.containsKey(file.path())) {
        new Scanner(file).scan(file.unit(), found);
      }
    }
    return found;
  }

  private static final class Scanner extends TreeScanner<@Nullable Void, List<String>> {
    private final SourceFile file;

    Scanner(SourceFile file) {
      this.file = file;
    }

    @Override
    public @Nullable Void visitCatch(CatchTree node, List<String> found) {
      Tree type = node.getParameter().getType();
      List<? extends Tree> types =
          type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
      for (Tree caught : types) {
        if (BROAD.contains(caught.toString().replace("java.lang.", ""))) {
          found.add("%s catches %s and is not a listed edge".formatted(file.at(node), caught));
        }
      }
      return super.visitCatch(node, found);
    }
  }
}
