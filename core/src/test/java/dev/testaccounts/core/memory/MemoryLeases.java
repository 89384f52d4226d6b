package dev.testaccounts.core.memory;

import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Convergence;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.AccountFilter;
import dev.testaccounts.core.lease.Allotment;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.secret.PasswordRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Leases in memory, on top of the accounts in memory. */
public final class MemoryLeases implements LeaseStore {

  private final MemoryAccounts accounts;
  private final Map<Id, Lease> leases = new LinkedHashMap<>();
  public final List<Claim> claims = new ArrayList<>();
  public final List<Release> releases = new ArrayList<>();

  public MemoryLeases(MemoryAccounts accounts) {
    this.accounts = accounts;
  }

  public void put(Lease lease) {
    leases.put(lease.id(), lease);
  }

  @Override
  public List<ClaimReply> claim(List<Claim> batch) {
    claims.addAll(batch);
    return batch.stream().map(this::claim).toList();
  }

  private ClaimReply claim(Claim claim) {
    return free(claim, claim.filter()).stream()
        .findFirst()
        .<ClaimReply>map(each -> grant(claim, each))
        .orElseGet(ClaimReply.NoneFree::new);
  }

  @Override
  public Optional<List<ClaimReply.Granted>> claimAll(List<Claim> group) {
    claims.addAll(group);
    List<AccountFilter> wanted = group.stream().map(Claim::filter).toList();
    return Allotment.of(wanted, filter -> free(group.getFirst(), filter))
        .map(
            given ->
                IntStream.range(0, group.size())
                    .mapToObj(i -> grant(group.get(i), given.get(i)))
                    .toList());
  }

  private List<EnrolledAccount> free(Claim claim, AccountFilter filter) {
    return accounts.all().stream()
        .filter(each -> claim.pool().equals(each.account().pool()))
        .filter(each -> each.account().state() == AccountState.FREE)
        .filter(each -> Objects.equals(each.account().reservation(), reservation(claim)))
        .filter(each -> filter.fits(each.account()))
        .toList();
  }

  private static @Nullable Id reservation(Claim claim) {
    return claim.reservation() == null ? null : claim.lease();
  }

  private ClaimReply.Granted grant(Claim claim, EnrolledAccount free) {
    Account account = free.account().leased(claim.now());
    EnrolledAccount leased = new EnrolledAccount(account, free.enrollments());
    accounts.put(leased);
    Lease lease =
        new Lease(
            claim.lease(),
            claim.project(),
            account.id(),
            claim.pool(),
            account.epoch(),
            claim.holder(),
            claim.labels(),
            claim.onRelease(),
            LeaseState.ACTIVE,
            claim.now(),
            claim.ends(),
            null,
            null);
    put(lease);
    return new ClaimReply.Granted(lease, leased);
  }

  @Override
  public List<LeaseReply> renew(List<Renewal> batch) {
    return batch.stream().map(this::renew).toList();
  }

  private LeaseReply renew(Renewal renewal) {
    Lease lease = leases.get(renewal.lease());
    if (lease == null) {
      return new LeaseReply.NoSuchLease();
    }
    if (renewal.epoch() != null && renewal.epoch() != lease.epoch()) {
      return new LeaseReply.StaleEpoch(lease);
    }
    if (!lease.liveAt(renewal.now())) {
      return new LeaseReply.Ended(lease);
    }
    put(lease.until(renewal.ends()));
    return new LeaseReply.Done(lease.until(renewal.ends()));
  }

  @Override
  public List<LeaseReply> release(List<Release> batch) {
    releases.addAll(batch);
    return batch.stream().map(this::release).toList();
  }

  private LeaseReply release(Release release) {
    Lease lease = leases.get(release.lease());
    if (lease == null) {
      return new LeaseReply.NoSuchLease();
    }
    if (release.epoch() != null && release.epoch() != lease.epoch()) {
      return new LeaseReply.StaleEpoch(lease);
    }
    if (lease.state() != LeaseState.ACTIVE) {
      return new LeaseReply.Ended(lease);
    }
    if (release.how() == LeaseState.EXPIRED && lease.liveAt(release.now())) {
      return new LeaseReply.StillLive(lease);
    }
    EnrolledAccount leased = accounts.get(lease.account());
    accounts.put(after(lease, release, leased));
    Lease ended = lease.ended(release.how(), release.reason(), release.now());
    put(ended);
    return new LeaseReply.Done(ended);
  }

  private static EnrolledAccount after(Lease lease, Release release, EnrolledAccount leased) {
    if (release.hold() != null) {
      return Convergence.held(leased, release.hold(), release.now());
    }
    return lease.onRelease() == OnRelease.RESET
        ? Convergence.clean(leased, release.nextSecret().by(PasswordRule.STANDARD), release.now())
        : Convergence.condemn(leased, release.reason(), release.now());
  }

  @Override
  public Optional<Lease> lease(String project, Id id) {
    return Optional.ofNullable(leases.get(id)).filter(each -> each.project().equals(project));
  }

  @Override
  public Optional<ClaimReply.Granted> grant(String project, Id lease) {
    return lease(project, lease)
        .filter(each -> each.state() == LeaseState.ACTIVE)
        .map(each -> new ClaimReply.Granted(each, accounts.get(each.account())));
  }

  @Override
  public Page<Lease> leases(String project, Filter filter, Page.Request page) {
    return new Page<>(leases.values().stream().limit(page.limit()).toList(), null);
  }

  @Override
  public List<Lease> overdue(Instant now, int limit) {
    return leases.values().stream()
        .filter(each -> each.state() == LeaseState.ACTIVE && !now.isBefore(each.expiresAt()))
        .limit(limit)
        .toList();
  }
}
