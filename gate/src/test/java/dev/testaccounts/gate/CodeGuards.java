package dev.testaccounts.gate;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static dev.testaccounts.gate.Guard.Over.ALL;
import static dev.testaccounts.gate.Guard.Over.SHIPPED;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import dev.testaccounts.gate.CallCondition.Allowance;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The rules about what code may do. */
final class CodeGuards {
  private static final Set<String> SLEEPS =
      Set.of(
          "java.lang.Thread.sleep",
          "java.util.concurrent.TimeUnit.sleep",
          "java.util.concurrent.locks.LockSupport.parkNanos",
          "java.util.concurrent.locks.LockSupport.parkUntil");

  private static final Set<String> EXITS =
      Set.of("java.lang.System.exit", "java.lang.Runtime.exit", "java.lang.Runtime.halt");

  private static final Set<String> SKIPS =
      Set.of(
          "org.junit.jupiter.api.Disabled",
          "org.junit.jupiter.api.Assumptions",
          "org.junit.Ignore",
          "org.junit.Assume",
          "org.assertj.core.api.Assumptions",
          "org.opentest4j.TestAbortedException",
          "net.jqwik.api.Disabled");

  private static final String EMPTY_NAMES = ".*(?:Manager|Helper|Utils?|Impl)";

  private static final Set<String> ROOMS_WITH_A_MAIN = Set.of("app", "cli", "samples", "bench");

  private CodeGuards() {}

  static List<Guard> all() {
    return List.of(
        new Guard(
            "only the one clock reads the machine's",
            SHIPPED,
            CodeGuards::clock,
            "clock",
            List.of(
                "calls method <java.time.Instant.now()>",
                "references method <java.time.Instant.now()>",
                "calls method <java.lang.System.nanoTime()>",
                "calls method <java.time.Clock.systemUTC()>",
                "calls constructor <java.util.Date.<init>()>",
                "calls method <java.time.InstantSource.system()>")),
        new Guard(
            "core neither logs, nor opens files or sockets, nor starts processes, nor prints",
            SHIPPED,
            QuietCore::rule,
            "quiet",
            List.of(
                "quiet.core.Logs.",
                "quiet.core.OpensFile.",
                "quiet.core.OpensSocket.",
                "quiet.core.ResolvesName.",
                "quiet.core.Prints.",
                "quiet.core.StartsProcess.")),
        new Guard(
            "nothing sleeps, in tests neither",
            ALL,
            root -> neverCalls("sleep", target -> SLEEPS.contains(CallCondition.name(target))),
            "sleeps",
            List.of(
                "calls method <java.lang.Thread.sleep(", "java.util.concurrent.TimeUnit.sleep(")),
        new Guard(
            "only a main method ends the process",
            ALL,
            CodeGuards::exits,
            "exits",
            List.of("web.Exits.stop()", "app.NotMain.stop()")),
        new Guard(
            "no test is disabled, conditional or assumed away",
            ALL,
            root -> noClasses().should().dependOnClassesThat(skipsTests()).allowEmptyShould(true),
            "skips",
            List.of("api.Disabled", "condition.DisabledOnOs", "condition.OS", "api.Assumptions")),
        new Guard(
            "no names that say nothing",
            ALL,
            root -> noClasses().should().haveNameMatching(EMPTY_NAMES).allowEmptyShould(true),
            "names",
            List.of(
                "names.SessionHelper>",
                "names.SessionImpl>",
                "names.SessionManager>",
                "names.SessionUtil>",
                "names.SessionUtils>")));
  }

  private static ArchRule clock(String root) {
    // To measure how long something took is what bench is for; a sample's Main wires its own clock.
    List<Allowance> allowances =
        List.of(
            new Allowance(root + ".bench..", "java.lang.System.nanoTime", "it measures durations"),
            new Allowance(root + ".app..", "java.lang.System.nanoTime", "its polls end in time"),
            new Allowance(root + ".samples.Main", "java.time.Clock.systemUTC", "it wires"),
            new Allowance(root + ".samples.Main", "java.time.InstantSource.system", "it wires"));
    return classes()
        .that()
        .doNotHaveFullyQualifiedName(root + ".app.SteadyClock")
        .should(new CallCondition("take the time from a port", Clocks::isRead, allowances))
        .allowEmptyShould(true);
  }

  private static ArchRule exits(String root) {
    CallCondition condition =
        new CallCondition(
            "return a status to their main",
            target -> EXITS.contains(CallCondition.name(target)),
            List.of());
    return classes().that(DescribedPredicate.not(isMain(root))).should(condition);
  }

  private static ArchRule neverCalls(String what, Predicate<CodeUnitAccessTarget> forbidden) {
    return classes()
        .should(new CallCondition("never " + what, forbidden, List.of()))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaClass> isMain(String root) {
    return DescribedPredicate.describe(
        "a class with a main method, in a room that has one",
        type ->
            ROOMS_WITH_A_MAIN.stream()
                    .anyMatch(
                        room -> (type.getPackageName() + ".").startsWith(root + "." + room + "."))
                && type.getMethods().stream().anyMatch(method -> method.getName().equals("main")));
  }

  private static DescribedPredicate<JavaClass> skipsTests() {
    return DescribedPredicate.describe(
        "can skip a test",
        type ->
            SKIPS.contains(type.getName())
                || type.getPackageName().equals("org.junit.jupiter.api.condition"));
  }
}
