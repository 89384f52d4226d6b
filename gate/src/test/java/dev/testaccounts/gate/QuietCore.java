package dev.testaccounts.gate;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/**
 * Core is a function of what it is given: it touches nothing outside the process, and says nothing.
 */
final class QuietCore {
  /** Values, which reach nothing by themselves; the guard on addresses needs them. */
  private static final Set<String> VALUES =
      Set.of(
          "java.io.Serializable",
          "java.net.URI",
          "java.net.URISyntaxException",
          "java.net.IDN",
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.Inet6Address");

  private static final Set<String> REACHING_PACKAGES =
      Set.of("java.io", "java.nio.file", "java.nio.channels", "java.net", "java.net.http");

  private static final Set<String> REACHING_TYPES =
      Set.of("java.lang.System$Logger", "java.lang.Process", "java.lang.ProcessBuilder");

  private static final Set<String> REACHING_MEMBERS =
      Set.of(
          "java.lang.System.out",
          "java.lang.System.err",
          "java.lang.System.in",
          "java.lang.Throwable.printStackTrace",
          "java.lang.Runtime.exec",
          "java.net.InetAddress.getByName",
          "java.net.InetAddress.getAllByName",
          "java.net.InetAddress.getLocalHost",
          "java.net.InetAddress.isReachable");

  private QuietCore() {}

  static ArchRule rule(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".core..")
        .should()
        .dependOnClassesThat(describe("reach outside the process", QuietCore::reaches))
        .orShould()
        .accessTargetWhere(describe("it reaches outside the process", QuietCore::isReaching))
        .allowEmptyShould(true);
  }

  private static boolean reaches(JavaClass type) {
    String packageName = type.getPackageName();
    return REACHING_TYPES.contains(type.getName())
        || packageName.startsWith("java.util.logging")
        || packageName.startsWith("java.sql")
        || (REACHING_PACKAGES.contains(packageName) && !VALUES.contains(type.getName()));
  }

  private static boolean isReaching(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    return REACHING_MEMBERS.contains(target.getOwner().getName() + "." + target.getName());
  }
}
