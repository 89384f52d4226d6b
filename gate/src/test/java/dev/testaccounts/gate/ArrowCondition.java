package dev.testaccounts.gate;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/** Below one package, each sub-package uses only those it has an arrow to. */
final class ArrowCondition extends ArchCondition<JavaClass> {
  private final String parent;
  private final Map<String, Set<String>> allowed;

  ArrowCondition(String parent, Map<String, Set<String>> allowed) {
    super("use only what they have an arrow to");
    this.parent = parent + ".";
    this.allowed = allowed;
  }

  @Override
  public void check(JavaClass origin, ConditionEvents events) {
    String from = room(origin);
    if (from.isEmpty()) {
      return;
    }
    Set<String> mayUse = allowed.get(from);
    if (mayUse == null) {
      report(origin, "%s is in no drawing: give it its place".formatted(parent + from), events);
      return;
    }
    for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
      String to = room(dependency.getTargetClass().getBaseComponentType());
      if (!to.isEmpty() && !to.equals(from) && !mayUse.contains(to)) {
        report(
            origin,
            "%s may not use %s: %s".formatted(from, to, dependency.getDescription()),
            events);
      }
    }
  }

  private static void report(JavaClass origin, String message, ConditionEvents events) {
    events.add(SimpleConditionEvent.violated(origin, message));
  }

  /** The first package name below the parent; empty for the parent itself and for all outside. */
  private String room(JavaClass type) {
    String name = type.getPackageName() + ".";
    return name.startsWith(parent) && name.length() > parent.length()
        ? name.substring(parent.length(), name.indexOf('.', parent.length()))
        : "";
  }
}
