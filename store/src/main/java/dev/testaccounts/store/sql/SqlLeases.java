package dev.testaccounts.store.sql;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.lease.LeaseStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Leases. */
public final class SqlLeases implements LeaseStore {

  public static final String OVERDUE =
      LeaseRows.SELECT
          + "WHERE state = 'ACTIVE' AND expires_at <= ? ORDER BY expires_at, id LIMIT ?";

  private final Writer writer;
  private final Reading readers;

  SqlLeases(Writer writer, Reading readers) {
    this.writer = writer;
    this.readers = readers;
  }

  @Override
  public List<ClaimReply> claim(List<Claim> batch) {
    return writer.write(
        () -> Needs.claims(batch),
        session -> batch.stream().map(each -> LeaseWrites.claim(session, each)).toList());
  }

  @Override
  public Optional<List<ClaimReply.Granted>> claimAll(List<Claim> group) {
    return writer.write(() -> Needs.claims(group), session -> LeaseWrites.claimAll(session, group));
  }

  @Override
  public List<LeaseReply> renew(List<Renewal> batch) {
    return writer.write(
        () -> Needs.renewals(batch),
        session -> batch.stream().map(each -> LeaseWrites.renew(session, each)).toList());
  }

  @Override
  public List<LeaseReply> release(List<Release> batch) {
    return writer.write(
        () -> Needs.releases(batch),
        session -> batch.stream().map(each -> LeaseWrites.release(session, each)).toList());
  }

  @Override
  public Optional<Lease> lease(String project, Id id) {
    return readers.read(session -> LeaseRows.find(session, project, id));
  }

  /** In the writer's turn, so that no release comes between the lease and its account. */
  @Override
  public Optional<ClaimReply.Granted> grant(String project, Id lease) {
    return writer.write(
        () -> Needs.lease(lease),
        session ->
            session
                .lookup()
                .lease(project, lease)
                .filter(found -> found.state() == LeaseState.ACTIVE)
                .flatMap(
                    found ->
                        session
                            .lookup()
                            .account(found.account())
                            .map(account -> new ClaimReply.Granted(found, account))));
  }

  @Override
  public Page<Lease> leases(String project, Filter filter, Page.Request page) {
    Where where =
        new Where()
            .and("project = ?", project)
            .maybe("pool_id = ?", filter.pool())
            .maybe("account_id = ?", filter.account())
            .carries(readers.dialect(), "labels", filter.labels())
            .maybe("id < ?", page.after());
    if (filter.state() == LeaseState.ACTIVE) {
      // The word itself, not a parameter: so the few live ones are found by their own index.
      where.and("state = 'ACTIVE'");
    } else {
      where.maybe("state = ?", filter.state());
    }
    String sql = LeaseRows.SELECT + where.text() + "\nORDER BY id DESC LIMIT ?";
    return Pages.of(
        readers.read(
            session -> session.list(sql, LeaseRows::lease, where.values(Pages.asked(page)))),
        page,
        lease -> lease.id().value());
  }

  @Override
  public List<Lease> overdue(Instant now, int limit) {
    return readers.read(session -> session.list(OVERDUE, LeaseRows::lease, now, limit));
  }
}
