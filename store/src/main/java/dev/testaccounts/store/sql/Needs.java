package dev.testaccounts.store.sql;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountLedger.Intent;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.Intervention;
import dev.testaccounts.core.account.Observation;
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
 * @param removing services to remove
 * @param jobs jobs whose items are planned
 * @param pools pools that get accounts, or are removed
 * @param names what accounts that are made are called
 */
public record Needs(
    Set<Id> accounts,
    Set<Id> leases,
    List<Claim> claims,
    Set<Id> services,
    Set<Id> removing,
    Set<Id> jobs,
    Set<Id> pools,
    Set<Name> names) {

  /** What an account is called, which no other of its project ever was. */
  public record Name(String project, String username) {

    static Name of(Account account) {
      return new Name(account.project(), account.username());
    }
  }

  private static final Needs NOTHING =
      new Needs(Set.of(), Set.of(), List.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  public static Needs nothing() {
    return NOTHING;
  }

  static Needs claims(List<Claim> batch) {
    Set<Id> reserved = new HashSet<>();
    batch.stream().map(Claim::reservation).filter(Objects::nonNull).forEach(reserved::add);
    return new Needs(reserved, Set.of(), batch, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
  }

  static Needs renewals(List<Renewal> batch) {
    return leases(batch.stream().map(Renewal::lease).toList());
  }

  static Needs releases(List<Release> batch) {
    return leases(batch.stream().map(Release::lease).toList());
  }

  private static Needs leases(Collection<Id> leases) {
    return new Needs(
        Set.of(), Set.copyOf(leases), List.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
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

  static Needs accounts(Collection<Id> accounts) {
    return new Needs(
        Set.copyOf(accounts),
        Set.of(),
        List.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of());
  }

  static Needs intents(List<Intent> batch) {
    Set<Id> services = new HashSet<>();
    Set<Id> pools = new HashSet<>();
    Set<Name> names = new HashSet<>();
    for (Intent intent : batch) {
      names.add(Name.of(intent.account().account()));
      intent.account().enrollments().stream().map(Enrollment::service).forEach(services::add);
      Id pool = intent.account().account().pool();
      if (pool != null) {
        pools.add(pool);
      }
    }
    return new Needs(Set.of(), Set.of(), List.of(), services, Set.of(), Set.of(), pools, names);
  }

  static Needs services(Collection<Id> services) {
    return new Needs(
        Set.of(),
        Set.of(),
        List.of(),
        Set.copyOf(services),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of());
  }

  static Needs removing(Id service) {
    return new Needs(
        Set.of(), Set.of(), List.of(), Set.of(), Set.of(service), Set.of(), Set.of(), Set.of());
  }

  static Needs pool(Id pool) {
    return new Needs(
        Set.of(), Set.of(), List.of(), Set.of(), Set.of(), Set.of(), Set.of(pool), Set.of());
  }

  static Needs job(Id job) {
    return nothing().and(job);
  }

  /** All that several changes need. */
  public static Needs all(Collection<Needs> several) {
    Needs all =
        new Needs(
            new HashSet<>(),
            new HashSet<>(),
            new ArrayList<>(),
            new HashSet<>(),
            new HashSet<>(),
            new HashSet<>(),
            new HashSet<>(),
            new HashSet<>());
    several.forEach(all::add);
    return all;
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
  }

  Needs and(Id job) {
    return new Needs(accounts, leases, claims, services, removing, Set.of(job), pools, names);
  }
}
