package dev.testaccounts.core.job;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.AccountStore.Filter;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.service.Listing.Listed;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of an account that a service lists. One that it knows in another service is
 * unknown in this one. Two registrations of one address are one service, and a name that another
 * project knows is left to that project: the service may be the same under another address.
 */
final class Recognition {

  /** How an account that is listed stands here. */
  enum Standing {
    /** It is, or may be, where the ledger says. */
    KNOWN,
    /** Nobody knows of it in this service. */
    ORPHAN,
    /** It was deleted from this service long before the list was begun. */
    LINGERING
  }

  /**
   * An account that is listed, and how it stands.
   *
   * @param account the one here that has its name, or had it; null where there is none, or another
   *     project's
   */
  record Seen(Listed listed, Standing standing, @Nullable Account account) {

    /** Whether it may be deleted: not while an account of its name is there in other services. */
    boolean isDeletable() {
      return account == null || account.state() == AccountState.DELETED;
    }
  }

  private final AccountStore accounts;
  private final TargetService service;
  private final List<String> others;
  private final Set<Id> here;
  private final Instant before;

  /**
   * @param before what was deleted since then may be on a list that was begun earlier
   */
  Recognition(ServiceStore services, AccountStore accounts, TargetService service, Instant before) {
    List<TargetService> all = services.all();
    this.accounts = accounts;
    this.service = service;
    this.others =
        all.stream()
            .map(TargetService::project)
            .filter(Predicate.not(service.project()::equals))
            .distinct()
            .toList();
    this.here =
        all.stream()
            .filter(each -> each.spec().url().equals(service.spec().url()))
            .map(TargetService::id)
            .collect(Collectors.toSet());
    this.before = before;
  }

  /** Those that are not known as they are spelled are looked for in any other spelling at last. */
  List<Seen> of(Stream<Listed> listed) {
    List<Seen> spelled = listed.map(this::asSpelled).toList();
    Set<String> names =
        spelled.stream()
            .filter(each -> each.standing() != Standing.KNOWN)
            .map(each -> Usernames.folded(each.listed().username()))
            .collect(Collectors.toSet());
    if (names.isEmpty()) {
      return spelled;
    }
    Map<String, EnrolledAccount> ours = anyhow(service.project(), names);
    Set<String> theirs =
        others.stream()
            .flatMap(project -> anyhow(project, names).keySet().stream())
            .collect(Collectors.toSet());
    return spelled.stream().map(each -> anyhow(each, ours, theirs)).toList();
  }

  private Seen asSpelled(Listed listed) {
    Optional<EnrolledAccount> named = named(service.project(), listed.username());
    return seen(listed, named.orElse(null));
  }

  private Seen seen(Listed listed, @Nullable EnrolledAccount named) {
    return named == null
        ? new Seen(listed, Standing.ORPHAN, null)
        : new Seen(listed, standing(named), named.account());
  }

  private Seen anyhow(Seen spelled, Map<String, EnrolledAccount> ours, Set<String> theirs) {
    Listed listed = spelled.listed();
    String name = Usernames.folded(listed.username());
    Seen own = spelled.account() == null ? seen(listed, ours.get(name)) : spelled;
    return theirs.contains(name) ? new Seen(listed, Standing.KNOWN, own.account()) : own;
  }

  /** Services that do not tell upper from lower case hand names back changed. */
  private Map<String, EnrolledAccount> anyhow(String project, Set<String> names) {
    Map<String, EnrolledAccount> found = new HashMap<>();
    Stream.of(Filter.all(), new Filter(null, AccountState.DELETED, null))
        .flatMap(filter -> accounts.all(project, filter))
        .filter(each -> names.contains(Usernames.folded(each.account().username())))
        .forEach(each -> found.putIfAbsent(Usernames.folded(each.account().username()), each));
    return found;
  }

  private Standing standing(EnrolledAccount named) {
    Account account = named.account();
    boolean here =
        named.enrollments().stream().anyMatch(each -> this.here.contains(each.service()));
    if (account.state() != AccountState.DELETED) {
      return here ? Standing.KNOWN : Standing.ORPHAN;
    }
    // A name that was somebody else's all along is no lie, under whichever address that was seen.
    boolean foreign =
        named.enrollments().stream().anyMatch(each -> each.observed() == Observed.FOREIGN);
    boolean fresh = account.changedAt().isAfter(before);
    Standing old = here ? Standing.LINGERING : Standing.ORPHAN;
    return foreign || fresh ? Standing.KNOWN : old;
  }

  /** Tombstones are asked for apart: the store leaves them out where nobody names them. */
  private Optional<EnrolledAccount> named(String project, String username) {
    return Stream.of(
            new Filter(null, null, username), new Filter(null, AccountState.DELETED, username))
        .flatMap(
            filter -> accounts.accounts(project, filter, Page.Request.first(1)).items().stream())
        .findFirst();
  }
}
