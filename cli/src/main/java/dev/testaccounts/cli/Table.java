package dev.testaccounts.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows under a head, as wide as they must be. */
final class Table {

  private Table() {}

  /** The table with a line end after each row. */
  static String text(List<String> head, List<List<String>> rows) {
    List<List<String>> all = Stream.concat(Stream.of(head), rows.stream()).toList();
    int[] widths =
        IntStream.range(0, head.size())
            .map(at -> all.stream().mapToInt(row -> row.get(at).length()).max().orElse(0))
            .toArray();
    return all.stream().map(row -> line(row, widths)).collect(Collectors.joining());
  }

  private static String line(List<String> row, int[] widths) {
    String cells =
        IntStream.range(0, widths.length)
            .mapToObj(at -> row.get(at) + " ".repeat(widths[at] - row.get(at).length()))
            .collect(Collectors.joining("  "));
    return cells.stripTrailing() + "\n";
  }
}
