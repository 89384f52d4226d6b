package dev.testaccounts.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rules over sources, each with its planted violation. */
final class SourceGuards {
  private static final String STORE = "store/src/main/java/dev/testaccounts/store/";
  private static final String CORE = "core/src/main/java/dev/testaccounts/core/lease/";
  private static final String CLIENT = "client/src/main/java/dev/testaccounts/client/";

  private SourceGuards() {}

  static List<SourceGuard> all() {
    List<SourceGuard> all = new ArrayList<>(words());
    all.addAll(packages());
    Measure.HELD.forEach(measure -> all.add(held(measure)));
    return all;
  }

  private static List<SourceGuard> words() {
    return List.of(
        new SourceGuard(
            "only listed edges catch everything",
            BroadCatches::find,
            Map.of(STORE + "Swallows.java", SWALLOWS),
            List.of(
                "Swallows.java:5 catches Exception",
                "Swallows.java:6 catches java.lang.Throwable",
                "Swallows.java:7 catches RuntimeException")),
        new SourceGuard(
            "public types for strangers are documented",
            Documentation::missing,
            Map.of(CLIENT + "Bare.java", BARE, CORE + "Leases.java", PORT),
            List.of("Bare has no Javadoc", "Nested has no Javadoc", "Leases has no Javadoc")),
        new SourceGuard(
            "no work is left for later",
            UnfinishedWork::find,
            Map.of(STORE + "Later.java", "class Later {} // TO" + "DO: all of it\n"),
            List.of("Later.java:1 leaves work")));
  }

  private static List<SourceGuard> packages() {
    return List.of(
        new SourceGuard(
            "a class is in its own room's package",
            Packages::outOfPlace,
            Map.of(
                STORE + "Stray.java", "package dev.testaccounts.web;\nclass Stray {}\n",
                STORE + "Nowhere.java", "class Nowhere {}\n",
                STORE + "Home.java", "package dev.testaccounts.store;\nclass Home {}\n"),
            List.of(
                "Stray.java is in package dev.testaccounts.web",
                "Nowhere.java is in package null")),
        new SourceGuard(
            "a package says what it is and is null-marked",
            Packages::withoutInfo,
            Map.of(
                STORE + "Home.java", "package dev.testaccounts.store;\nclass Home {}\n",
                CORE + "package-info.java", "package dev.testaccounts.core.lease;\n"),
            List.of(
                "store has no package-info.java",
                "package-info.java is not @NullMarked",
                "package-info.java has no Javadoc")));
  }

  /** As many files or methods as make the share, each one line too long. */
  private static SourceGuard held(Measure measure) {
    boolean ofFiles = measure.of().startsWith("file");
    Map<String, String> planted = new TreeMap<>();
    for (int number = 0; number < 10; number++) {
      // One in ten is short, or the share could not be told from the maximum.
      boolean isLong = number * 10 <= 100 - measure.share();
      int lines = isLong ? measure.limit() + 1 : 1;
      planted.put(STORE + "Planted" + number + ".java", ofFiles ? file(lines) : method(lines));
    }
    return new SourceGuard(
        measure.toString(),
        measure::exceeded,
        planted,
        List.of("%s is %d".formatted(measure, measure.limit() + 1)));
  }

  private static String file(int lines) {
    return "class Planted {}\n" + "\n".repeat(lines - 1);
  }

  private static String method(int lines) {
    String body = lines == 1 ? "}" : "\n".repeat(lines - 1) + "}";
    return "class Planted {\n  @Deprecated\n  void planted() {" + body + "\n}\n";
  }

  private static final String SWALLOWS =
      """
      package dev.testaccounts.store;
      class Swallows {
        void all() {
          try { run(); }
          catch (Exception e) { }
          try { run(); } catch (java.lang.Throwable e) { }
          try { run(); } catch (IllegalStateException e) { } catch (Error | RuntimeException e) { }
        }
      }
      """;

  private static final String BARE =
      """
      package dev.testaccounts.client;
      public class Bare {
        public record Nested() {}
        record Hidden() {}
        /** This one speaks. */
        public record Documented() {}
      }
      """;

  private static final String PORT =
      """
      package dev.testaccounts.core.lease;
      public interface Leases {}
      """;
}
