package dev.testaccounts.gate;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** What counts as reading the machine's clock. */
final class Clocks {
  private static final Set<String> READS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.time.Clock.system",
          "java.time.Clock.systemUTC",
          "java.time.Clock.systemDefaultZone",
          "java.time.Clock.tickMillis",
          "java.time.Clock.tickSeconds",
          "java.time.Clock.tickMinutes",
          "java.time.InstantSource.system",
          "java.util.Calendar.getInstance");

  private static final Set<String> DEFAULT_TO_NOW =
      Set.of("java.util.Date.<init>", "java.util.GregorianCalendar.<init>");

  private Clocks() {}

  static boolean isRead(CodeUnitAccessTarget target) {
    String name = CallCondition.name(target);
    return READS.contains(name)
        || (DEFAULT_TO_NOW.contains(name) && target.getRawParameterTypes().isEmpty())
        || (name.startsWith("java.time.") && name.endsWith(".now") && !isGivenAClock(target));
  }

  private static boolean isGivenAClock(CodeUnitAccessTarget target) {
    return target.getRawParameterTypes().stream()
        .map(JavaClass::getName)
        .anyMatch("java.time.Clock"::equals);
  }
}
