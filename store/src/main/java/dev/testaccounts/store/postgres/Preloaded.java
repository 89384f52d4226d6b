package dev.testaccounts.store.postgres;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.idempotency.IdempotencyStore.Taking;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.store.sql.AccountRows;
import dev.testaccounts.store.sql.Lookup;
import dev.testaccounts.store.sql.Needs.Name;
import dev.testaccounts.store.sql.PoolRows;
import dev.testaccounts.store.sql.QueryLookup;
import dev.testaccounts.store.sql.Terms;
import dev.testaccounts.store.sql.TicketRows;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a transaction has locked, read in a few queries for all of its changes. What it did not lock
 * is not there: whoever asks for more has not said what it needs. Used by one thread.
 */
final class Preloaded implements Lookup {

  /** Which free accounts: a pool's, as one project sees it, that a filter lets through. */
  record Shelf(String project, Id pool, AccountFilter filter) {

    static Shelf of(Claim claim) {
      return new Shelf(claim.project(), claim.pool(), claim.filter());
    }
  }

  private final PostgresSession session;
  private final Map<Id, EnrolledAccount> accounts = new HashMap<>();
  private final Map<Id, Lease> leases = new HashMap<>();
  private final Map<Shelf, Deque<Id>> free = new HashMap<>();
  private final Map<Id, Terms> terms = new HashMap<>();
  private final Map<Id, Integer> existing = new HashMap<>();
  private final Set<Id> services = new HashSet<>();
  private final Map<Name, Boolean> names = new HashMap<>();
  private final Set<Id> taken = new HashSet<>();
  private final Map<Id, Boolean> awaited = new HashMap<>();

  Preloaded(PostgresSession session) {
    this.session = session;
  }

  void accounts(List<EnrolledAccount> read) {
    read.forEach(each -> accounts.put(each.account().id(), each));
  }

  void leases(List<Lease> read) {
    read.forEach(each -> leases.put(each.id(), each));
  }

  void free(Shelf shelf, List<Id> picked) {
    free.put(shelf, new ArrayDeque<>(picked));
  }

  void terms(Map<Id, Terms> read) {
    terms.putAll(read);
  }

  void existing(Id pool, int accounts) {
    existing.put(pool, accounts);
  }

  void services(List<Id> present) {
    services.addAll(present);
  }

  /** Those of a transaction's names that are taken, and no others. */
  void names(Set<Name> asked, Collection<Name> taken) {
    asked.forEach(each -> names.put(each, false));
    taken.forEach(each -> names.put(each, true));
  }

  /** The operations that have got their keys. */
  void took(List<Id> operations) {
    taken.addAll(operations);
  }

  /** Those of some pools that are not known yet. */
  Set<Id> unknown(Set<Id> pools) {
    Set<Id> unknown = new HashSet<>(pools);
    unknown.removeAll(terms.keySet());
    return unknown;
  }

  @Override
  public Optional<EnrolledAccount> account(Id id) {
    return Optional.ofNullable(accounts.get(id));
  }

  @Override
  public List<EnrolledAccount> locked(List<Id> ids) {
    accounts(AccountRows.list(session, Locks.READ_ACCOUNTS, Locks.texts(ids)));
    return ids.stream().flatMap(id -> account(id).stream()).toList();
  }

  @Override
  public Optional<EnrolledAccount> free(Claim claim) {
    Deque<Id> picked = free.getOrDefault(Shelf.of(claim), new ArrayDeque<>());
    while (!picked.isEmpty()) {
      Optional<EnrolledAccount> account = account(picked.removeFirst());
      if (account.filter(Preloaded::isFree).isPresent()) {
        return account;
      }
    }
    return Optional.empty();
  }

  /**
   * One that was picked for a claim may have gone to somebody who waits, meanwhile, or stood on
   * another shelf too.
   */
  private static boolean isFree(EnrolledAccount account) {
    return account.account().state() == AccountState.FREE;
  }

  @Override
  public List<EnrolledAccount> free(Claim claim, int most) {
    return free.getOrDefault(Shelf.of(claim), new ArrayDeque<>()).stream()
        .flatMap(id -> account(id).stream())
        .filter(Preloaded::isFree)
        .limit(most)
        .toList();
  }

  @Override
  public List<EnrolledAccount> atHand(Claim claim, int most) {
    return new Picks(session).atHand(claim, most).stream().map(this::known).toList();
  }

  /** What this transaction has changed may differ from what was read before. */
  private EnrolledAccount known(EnrolledAccount read) {
    return accounts.computeIfAbsent(read.account().id(), id -> read);
  }

  @Override
  public Optional<Lease> lease(String project, Id id) {
    return Optional.ofNullable(leases.get(id)).filter(lease -> lease.project().equals(project));
  }

  @Override
  public boolean present(Id service) {
    return services.contains(service);
  }

  /** A pool with a lease or a claim is one that was read. */
  @Override
  public Terms terms(Id pool) {
    return terms.computeIfAbsent(pool, this::read);
  }

  /** Where an account falls free and somebody waits, nobody said before which pool it is. */
  private Terms read(Id pool) {
    return PoolRows.terms(session, "?", pool).getOrDefault(pool, Terms.STANDARD);
  }

  @Override
  public Optional<Integer> existing(Id pool) {
    return Optional.ofNullable(existing.get(pool));
  }

  /**
   * Asked once: whoever comes to the queue through another replica after that is served by the next
   * transaction, as he would be had he come a moment later.
   */
  @Override
  public boolean awaited(Id pool) {
    return awaited.computeIfAbsent(pool, id -> TicketRows.any(session, id));
  }

  @Override
  public void queued(Id pool) {
    awaited.put(pool, true);
  }

  /** Where another replica takes it meanwhile, the row is refused, and all of this is done anew. */
  @Override
  public boolean taken(Name name) {
    Boolean known = names.get(name);
    return known == null ? session.any(QueryLookup.TAKEN, name.project(), name.username()) : known;
  }

  @Override
  public void took(Name name) {
    names.put(name, true);
  }

  /** The first who asks has it: what is asked for twice in a transaction was taken once. */
  @Override
  public boolean first(Taking taking) {
    return taken.remove(taking.operation());
  }

  @Override
  public void changed(EnrolledAccount account) {
    accounts.put(account.account().id(), account);
  }

  /** Only claims change a single enrollment: a transaction of theirs looks at nothing else. */
  @Override
  public void changed(Enrollment enrollment) {}

  @Override
  public void changed(Lease lease) {
    leases.put(lease.id(), lease);
  }

  /** A transaction that configures reads what it needs of others before, and nothing after. */
  @Override
  public void configured() {}
}
