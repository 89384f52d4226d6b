package dev.testaccounts.gate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.testaccounts.gate.Guard.Over.SHIPPED;
import static dev.testaccounts.gate.Guard.Over.TESTS;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules about who may use whom. */
final class RoomGuards {
  private RoomGuards() {}

  static List<Guard> all() {
    return List.of(
        new Guard(
            "a room uses only the rooms it has an arrow to",
            SHIPPED,
            RoomGuards::shippedArrows,
            "arrows",
            List.of("store may not use web: ", "arrows.attic is in no drawing")),
        new Guard(
            "a room's tests use only those rooms and testkit",
            TESTS,
            RoomGuards::testArrows,
            "testarrows",
            List.of("client may not use testkit: ")),
        new Guard(
            "core uses only the JDK and JSpecify",
            SHIPPED,
            RoomGuards::coreStandsAlone,
            "libraries",
            List.of("org.assertj.core.util.Strings")),
        new Guard(
            "inside core, a package uses only those before it",
            SHIPPED,
            root -> arrows(root + ".core", Rooms.insideCore()),
            "order",
            List.of("pool may not use lease: ", "order.core.misc is in no drawing")),
        new Guard(
            "no packages in cycles",
            SHIPPED,
            root -> slices().matching(root + ".(**)").should().beFreeOfCycles(),
            "cycles",
            List.of("Cycle detected: Slice left")));
  }

  private static ArchRule shippedArrows(String root) {
    return arrows(root, Rooms.shipped());
  }

  private static ArchRule testArrows(String root) {
    return arrows(root, Rooms.tested());
  }

  private static ArchRule arrows(String parent, Map<String, Set<String>> allowed) {
    return classes()
        .that()
        .resideInAPackage(parent + "..")
        .should(new ArrowCondition(parent, allowed))
        .allowEmptyShould(true);
  }

  private static ArchRule coreStandsAlone(String root) {
    return classes()
        .that()
        .resideInAPackage(root + ".core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(root + ".core..", "java..", "org.jspecify.annotations..")
        .allowEmptyShould(true);
  }
}
