package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Observation;
import dev.testaccounts.core.account.Reopening;
import dev.testaccounts.core.idempotency.IdempotencyStore.Taking;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.LeaseStore.Claim;
import dev.testaccounts.core.lease.LeaseStore.Release;
import dev.testaccounts.core.lease.LeaseStore.Renewal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a write will read and change: what a database with several writers locks first, all of it in
 * one order.
 *
 * @param accounts accounts that are there already
 * @param leases leases, each with its account
 * @param claims claims, each of which wants a free account
 * @param services services that must not be removed meanwhile
 * @param removing services that no account may come to meanwhile: to remove, or to move
 * @param jobs jobs whose items are planned
 * @param pools pools that get accounts, or are removed
 * @param names what accounts that are made are called
 * @param keys what requests are called, each with the id of what it makes
 * @param deletions whether deletions are counted, which one at a time does; before anything else,
 *     as a clean-up does that finds its accounts only then
 */
public record Needs(
    Set<Id> accounts,
    Set<Id> leases,
    List<Claim> claims,
    Set<Id> services,
    Set<Id> removing,
    Set<Id> jobs,
    Set<Id> pools,
    Set<Name> names,
    List<Taking> keys,
    boolean deletions) {

  /** What an account is called, which no other of its project ever was. */
  public record Name(String project, String username) {

    static Name of(Account account) {
      return new Name(account.project(), account.username());
    }
  }

  private static final Needs NOTHING =
      new Needs(
          Set.of(), Set.of(), List.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(),
          List.of(), false);

  public static Needs nothing() {
    return NOTHING;
  }

  /** To be filled. */
  private static Needs empty() {
    return new Needs(
        new HashSet<>(),
        new HashSet<>(),
        new ArrayList<>(),
        new HashSet<>(),
        new HashSet<>(),
        new HashSet<>(),
        new HashSet<>(),
        new HashSet<>(),
        new ArrayList<>(),
        false);
  }

  static Needs claims(List<Claim> batch) {
    Needs needs = empty();
    needs.claims.addAll(batch);
    batch.stream().map(Claim::reservation).filter(Objects::nonNull).forEach(needs.accounts::add);
    return needs;
  }

  static Needs renewals(List<Renewal> batch) {
    return leases(batch.stream().map(Renewal::lease).toList());
  }

  static Needs releases(List<Release> batch) {
    return leases(batch.stream().map(Release::lease).toList());
  }

  private static Needs leases(Collection<Id> leases) {
    Needs needs = empty();
    needs.leases.addAll(leases);
    return needs;
  }

  static Needs lease(Id lease) {
    return leases(List.of(lease));
  }

  static Needs observations(List<Observation> batch) {
    return accounts(batch.stream().map(Observation::account).toList());
  }

  static Needs interventions(List<Intervention> batch) {
    return accounts(batch.stream().map(Intervention::account).toList());
  }

  static Needs reopenings(List<Reopening> batch) {
    Needs needs = accounts(batch.stream().map(Reopening::account).toList());
    batch.stream().map(Reopening::service).forEach(needs.services::add);
    return needs;
  }

  static Needs accounts(Collection<Id> accounts) {
    Needs needs = empty();
    needs.accounts.addAll(accounts);
    return needs;
  }

  static Needs intents(List<Intent> batch) {
    Needs needs = empty();
    for (Intent intent : batch) {
      needs.names.add(Name.of(intent.account().account()));
      intent.account().enrollments().stream().map(Enrollment::service).forEach(needs.services::add);
      Id pool = intent.account().account().pool();
      if (pool != null) {
        needs.pools.add(pool);
      }
    }
    return needs;
  }

  static Needs services(Collection<Id> services) {
    Needs needs = empty();
    needs.services.addAll(services);
    return needs;
  }

  static Needs removing(Id service) {
    Needs needs = empty();
    needs.removing.add(service);
    return needs;
  }

  static Needs pool(Id pool) {
    Needs needs = empty();
    needs.pools.add(pool);
    return needs;
  }

  static Needs job(Id job) {
    return nothing().and(job);
  }

  static Needs key(Taking taking) {
    Needs needs = empty();
    needs.keys.add(taking);
    return needs;
  }

  /** All that several changes need. */
  public static Needs all(Collection<Needs> several) {
    Needs all = empty();
    several.forEach(all::add);
    return several.stream().anyMatch(Needs::deletions) ? all.counting() : all;
  }

  private void add(Needs other) {
    accounts.addAll(other.accounts);
    leases.addAll(other.leases);
    claims.addAll(other.claims);
    services.addAll(other.services);
    removing.addAll(other.removing);
    jobs.addAll(other.jobs);
    pools.addAll(other.pools);
    names.addAll(other.names);
    keys.addAll(other.keys);
  }

  Needs and(Id job) {
    Needs both = empty();
    both.add(this);
    both.jobs.add(job);
    return deletions ? both.counting() : both;
  }

  /** The same where deletions are counted. */
  Needs counting() {
    return new Needs(accounts, leases, claims, services, removing, jobs, pools, names, keys, true);
  }
}
