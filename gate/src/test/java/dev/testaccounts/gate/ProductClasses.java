package dev.testaccounts.gate;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The compiled classes of every module, read from where the build put them. */
final class ProductClasses {
  static final String ROOT_PACKAGE = "dev.testaccounts";
  static final String PLANTED_PACKAGE = ROOT_PACKAGE + ".gate.planted";

  private static final ImportOption NOT_PLANTED =
      location -> !location.contains("dev/testaccounts/gate/planted");

  private ProductClasses() {}

  static JavaClasses of(Guard.Over over) {
    return switch (over) {
      case SHIPPED -> Holder.SHIPPED;
      case TESTS -> Holder.TESTS;
      case ALL -> Holder.ALL;
    };
  }

  static JavaClasses planted(String name) {
    Path folder = Path.of("target/test-classes", PLANTED_PACKAGE.split("\\.")).resolve(name);
    return new ClassFileImporter().importPath(Repository.root().resolve("gate").resolve(folder));
  }

  /** Read once; the rules share them. */
  private static final class Holder {
    static final JavaClasses SHIPPED = classes("target/classes");
    static final JavaClasses TESTS = classes("target/test-classes");
    static final JavaClasses ALL =
        new ClassFileImporter()
            .withImportOption(NOT_PLANTED)
            .importPaths(folders("target/classes", "target/test-classes"));

    private static JavaClasses classes(String folder) {
      return new ClassFileImporter().withImportOption(NOT_PLANTED).importPaths(folders(folder));
    }

    private static List<Path> folders(String... names) {
      Predicate<Path> exists = Files::isDirectory;
      return Repository.modules().stream()
          .map(Repository.root()::resolve)
          .flatMap(module -> List.of(names).stream().map(module::resolve))
          .filter(exists)
          .toList();
    }
  }
}
