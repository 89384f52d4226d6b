package dev.testaccounts.gate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

  private static boolean isFrom(String folder, JavaClass type) {
    return type.getSource().orElseThrow().getUri().getPath().contains(folder);
  }

  /** Read once; the rules share them. */
  private static final class Holder {
    static final JavaClasses ALL =
        new ClassFileImporter().withImportOption(NOT_PLANTED).importPaths(folders());
    static final JavaClasses SHIPPED = from("/target/classes/");
    static final JavaClasses TESTS = from("/target/test-classes/");

    private static JavaClasses from(String folder) {
      return ALL.that(describe("are from " + folder, type -> isFrom(folder, type)));
    }

    private static List<Path> folders() {
      return Repository.modules().stream()
          .map(Repository.root()::resolve)
          .flatMap(
              module ->
                  Stream.of(
                      module.resolve("target/classes"), module.resolve("target/test-classes")))
          .filter(folder -> Files.isDirectory(folder))
          .toList();
    }
  }
}
