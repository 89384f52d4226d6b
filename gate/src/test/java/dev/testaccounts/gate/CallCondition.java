package dev.testaccounts.gate;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.function.Predicate;

/** Does not call, and does not pass on as a method reference, what is forbidden to it. */
final class CallCondition extends ArchCondition<JavaClass> {
  private final Predicate<CodeUnitAccessTarget> forbidden;
  private final List<Allowance> allowances;

  CallCondition(
      String description, Predicate<CodeUnitAccessTarget> forbidden, List<Allowance> allowances) {
    super(description);
    this.forbidden = forbidden;
    this.allowances = allowances;
  }

  @Override
  public void check(JavaClass origin, ConditionEvents events) {
    for (JavaCodeUnitAccess<?> access : origin.getCodeUnitAccessesFromSelf()) {
      CodeUnitAccessTarget target = access.getTarget();
      if (forbidden.test(target) && !isAllowed(origin, name(target))) {
        events.add(SimpleConditionEvent.violated(origin, access.getDescription()));
      }
    }
  }

  /** As {@code java.time.Instant.now}; constructors end in {@code .<init>}. */
  static String name(CodeUnitAccessTarget target) {
    return target.getOwner().getName() + "." + target.getName();
  }

  private boolean isAllowed(JavaClass origin, String call) {
    return allowances.stream().anyMatch(a -> a.covers(origin.getName(), call));
  }

  /**
   * One place that may do what others may not.
   *
   * @param where the class, or a package ending in {@code ..}
   * @param call what it may call, as {@link #name} writes it
   * @param reason why nothing better is to be had
   */
  record Allowance(String where, String call, String reason) {
    Allowance {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("an allowance needs a reason: " + where);
      }
    }

    private boolean covers(String type, String called) {
      boolean here =
          where.endsWith("..")
              ? type.startsWith(where.substring(0, where.length() - 1))
              : type.equals(where) || type.startsWith(where + "$");
      return here && call.equals(called);
    }
  }
}
