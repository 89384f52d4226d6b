package dev.testaccounts.core.account;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** In which order an account's services are worked on. */
final class Order {

  private Order() {}

  /** Due at a time what comes first; the rest waits for it. */
  static List<Enrollment> dueFirst(List<Enrollment> enrollments, Instant now) {
    Predicate<Enrollment> isNext = next(enrollments);
    return enrollments.stream().map(each -> each.due(isNext.test(each) ? now : null)).toList();
  }

  /**
   * Which enrollments come next: the lowest rank that is still to be made, or the highest that is
   * still to be removed.
   */
  static Predicate<Enrollment> next(List<Enrollment> enrollments) {
    Comparator<Enrollment> byRank = Comparator.comparingInt(Enrollment::rank);
    Optional<Enrollment> toRemove =
        enrollments.stream()
            .filter(each -> !each.satisfied() && each.desired() == Desired.ABSENT)
            .max(byRank);
    Optional<Enrollment> first =
        toRemove.or(() -> enrollments.stream().filter(each -> !each.satisfied()).min(byRank));
    return each -> first.isPresent() && !each.satisfied() && each.rank() == first.get().rank();
  }

  /** Nothing that must wait for others stays due: it is taken up when they are done. */
  static List<Enrollment> inTurn(List<Enrollment> enrollments) {
    Predicate<Enrollment> isNext = next(enrollments);
    return enrollments.stream().map(each -> isNext.test(each) ? each : each.due(null)).toList();
  }
}
