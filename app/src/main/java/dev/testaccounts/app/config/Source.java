package dev.testaccounts.app.config;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The file of a configuration, and where each value stands in it. Immutable. */
public final class Source {

  /** What a detail begins with that says by itself what it is about. */
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z][A-Za-z0-9_.\\[\\]-]*: .*", Pattern.DOTALL);

  private final Path file;
  private final YamlLines lines;

  Source(Path file, YamlLines lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * A mistake as people are told it: file, line, place and what is wrong.
   *
   * @param at where it is, such as {@code services[0]}
   * @param detail what is wrong; it may begin with a path from there on
   */
  public String told(String at, String detail) {
    return told(at + (PATH.matcher(detail).matches() ? "." : ": ") + detail);
  }

  /**
   * The same.
   *
   * @param detail begins with the whole path
   */
  String told(String detail) {
    return told(lines.lineOf(detail), detail);
  }

  String told(int line, String detail) {
    return file + ":" + line + ": " + detail;
  }

  /** The line of a value, or of the closest one around it. */
  int line(String pointer) {
    return lines.line(pointer);
  }
}
