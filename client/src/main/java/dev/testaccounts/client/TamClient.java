package dev.testaccounts.client;

import dev.testaccounts.api.AccountRowBody;
import dev.testaccounts.api.AccountView;
import dev.testaccounts.api.AccountsBody;
import dev.testaccounts.api.CertificateView;
import dev.testaccounts.api.CleanupBody;
import dev.testaccounts.api.CleanupPlan;
import dev.testaccounts.api.EventView;
import dev.testaccounts.api.HoldBody;
import dev.testaccounts.api.JobItemView;
import dev.testaccounts.api.JobView;
import dev.testaccounts.api.LeaseBody;
import dev.testaccounts.api.LeaseDetail;
import dev.testaccounts.api.LeaseGrant;
import dev.testaccounts.api.LeaseGroup;
import dev.testaccounts.api.LeaseGroupBody;
import dev.testaccounts.api.LeaseView;
import dev.testaccounts.api.OrphansBody;
import dev.testaccounts.api.OrphansView;
import dev.testaccounts.api.PoolBody;
import dev.testaccounts.api.PoolView;
import dev.testaccounts.api.QueueView;
import dev.testaccounts.api.RenewBody;
import dev.testaccounts.api.RequestView;
import dev.testaccounts.api.ResetBody;
import dev.testaccounts.api.RevokeBody;
import dev.testaccounts.api.ServiceBody;
import dev.testaccounts.api.ServiceView;
import dev.testaccounts.client.Transport.Body;
import dev.testaccounts.client.Transport.Call;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to a Test Account Manager. Every method asks the server once where it does not say
 * otherwise (lists: once for each page) and throws {@link TamException} where it is refused, where
 * the server cannot be reached, or where there is no answer in time. No argument is null unless it
 * says so, and no result is. Thread-safe.
 */
public final class TamClient {

  /** A certification takes as many calls of the service as it has steps, a list its pages. */
  private static final Duration MANY_CALLS = Duration.ofMinutes(5);

  private final Requests requests;
  private final Persistence persistence = Persistence.standard();

  private TamClient(Requests requests) {
    this.requests = requests;
  }

  /** A client that waits a minute for each answer. */
  public static TamClient at(URI server) {
    return at(server, Duration.ofMinutes(1));
  }

  /**
   * A client.
   *
   * @param server such as {@code http://localhost:8080}
   * @param timeout how long to wait for each answer, more than zero
   */
  public static TamClient at(URI server, Duration timeout) {
    return new TamClient(new Requests(new Transport(server, timeout)));
  }

  /** Whether the server is there and can serve. */
  public boolean healthy() {
    return requests.status(Target.of("health")) == 200;
  }

  /** Registers a service; {@code name-taken} where there is one of that name. */
  public ServiceView registerService(ServiceBody service) {
    return requests.send("POST", Target.of("v1", "services"), service, ServiceView.class);
  }

  /** The service of that name. */
  public ServiceView service(String name) {
    return requests.get(Target.of("v1", "services", name), ServiceView.class);
  }

  /**
   * The request that an operation of a service would send, for a made-up account, with every secret
   * masked; nothing is sent.
   *
   * @param operation such as {@code create}
   */
  public RequestView request(String service, String operation) {
    return requests.get(
        Target.of("v1", "services", service, "requests", operation), RequestView.class);
  }

  /**
   * Leads a probe account through its whole life in a service. Steps that fail are in the answer,
   * and no exception. Waits up to 5 minutes longer than usual.
   *
   * @param pool the pool whose accounts the probe is like; null for the first that has the service
   */
  public CertificateView checkService(String name, @Nullable String pool) {
    Target target = Target.of("v1", "services", name, "check").with("pool", pool);
    return requests.send(Call.of("POST", target, null).patient(MANY_CALLS), CertificateView.class);
  }

  /**
   * Compares a service with what is known of it; {@code cannot-list} where it cannot tell. Waits up
   * to 5 minutes longer than usual.
   */
  public OrphansView orphans(String service, OrphansBody body) {
    Target target = Target.of("v1", "services", service, "orphans");
    return requests.send(
        Call.of("POST", target, Body.of(body)).patient(MANY_CALLS), OrphansView.class);
  }

  /** Every service, by name. */
  public Stream<ServiceView> services() {
    return requests.list(() -> Target.of("v1", "services"), ServiceView.class);
  }

  /**
   * Replaces what was said about a service.
   *
   * @param version the version that was seen; null to replace whatever is there
   */
  public ServiceView changeService(ServiceBody service, @Nullable Long version) {
    return requests.put(
        Target.of("v1", "services", service.name()), service, version, ServiceView.class);
  }

  /** Removes a service that nothing uses any more. */
  public void removeService(String name) {
    requests.delete(Target.of("v1", "services", name));
  }

  /** Registers a pool; {@code name-taken} where there is one of that name. */
  public PoolView registerPool(PoolBody pool) {
    return requests.send("POST", Target.of("v1", "pools"), pool, PoolView.class);
  }

  /** The pool of that name. */
  public PoolView pool(String name) {
    return requests.get(Target.of("v1", "pools", name), PoolView.class);
  }

  /** Every pool, by name. */
  public Stream<PoolView> pools() {
    return requests.list(() -> Target.of("v1", "pools"), PoolView.class);
  }

  /**
   * Replaces what was said about a pool.
   *
   * @param version the version that was seen; null to replace whatever is there
   */
  public PoolView changePool(PoolBody pool, @Nullable Long version) {
    return requests.put(Target.of("v1", "pools", pool.name()), pool, version, PoolView.class);
  }

  /** Removes a pool that has no accounts any more. */
  public void removePool(String name) {
    requests.delete(Target.of("v1", "pools", name));
  }

  /**
   * Drains a pool and has it removed once it is empty, which the server sees to.
   *
   * @return the pool as it is now; empty where it was empty, and is gone
   */
  public Optional<PoolView> drainPool(String name) {
    return requests.deleted(Target.of("v1", "pools", name).with("drain", true), PoolView.class);
  }

  /** Leases an account; {@code none-free} where there is none now. */
  public LeaseGrant lease(LeaseBody request) {
    return requests.send("POST", Target.of("v1", "leases"), request, LeaseGrant.class);
  }

  /**
   * Leases an account, and waits on the server for one where none is free. Sends the request again,
   * some seconds long, where its answer got lost or the server is restarting: it takes effect once,
   * and keeps its place in the queue. {@code none-free} where none became free in time.
   *
   * @param wait how long, in whole seconds; the server waits 2 minutes at most
   */
  public LeaseGrant lease(LeaseBody request, Duration wait) {
    return persistence.ask(waiting(request, LeaseGrant.class, wait, UUID.randomUUID().toString()));
  }

  /** Leases several accounts, all or none; {@code none-free} where there are too few now. */
  public LeaseGroup lease(LeaseGroupBody request) {
    return requests.send("POST", Target.of("v1", "leases"), request, LeaseGroup.class);
  }

  /**
   * Leases several accounts, all or none, and waits on the server until there are enough. Sends the
   * request again as {@link #lease(LeaseBody, Duration)} does.
   *
   * @param wait how long, in whole seconds; the server waits 2 minutes at most
   */
  public LeaseGroup lease(LeaseGroupBody request, Duration wait) {
    return persistence.ask(waiting(request, LeaseGroup.class, wait, UUID.randomUUID().toString()));
  }

  private <T> Supplier<T> waiting(Object request, Class<T> answer, Duration wait, String key) {
    Call call =
        Call.of("POST", Target.of("v1", "leases"), Body.of(request))
            .with("Prefer", "wait=" + wait.toSeconds())
            .with("Idempotency-Key", key)
            .patient(wait);
    return () -> requests.send(call, answer);
  }

  /** Who waits for an account of a pool: the first 200, the first first. */
  public QueueView queue(String pool) {
    return requests.get(
        Target.of("v1", "pools", pool, "queue").with("limit", Requests.PAGE), QueueView.class);
  }

  /** The lease of that id, live or over. */
  public LeaseDetail lease(String id) {
    return requests.get(Target.of("v1", "leases", id), LeaseDetail.class);
  }

  /** Leases, newest first. */
  public Stream<LeaseView> leases(LeaseFilter filter) {
    return requests.list(
        () -> {
          Target target =
              Target.of("v1", "leases")
                  .with("pool", filter.pool())
                  .with("state", filter.state())
                  .with("account", filter.account());
          filter.labels().forEach((key, value) -> target.with("label", key + ":" + value));
          return target;
        },
        LeaseView.class);
  }

  /** Gives a live lease more time, counted from now. */
  public LeaseView renew(String lease, RenewBody renewal) {
    return requests.send(
        "POST", Target.of("v1", "leases", lease, "renew"), renewal, LeaseView.class);
  }

  /** Gives the account back. To give it back twice is no error. */
  public void release(String lease) {
    release(lease, null, null);
  }

  /**
   * Gives the account back.
   *
   * @param epoch the epoch that the caller believes the lease to have; null to say nothing
   * @param reason what to keep as the reason, at most 200 characters; null to say nothing
   */
  public void release(String lease, @Nullable Long epoch, @Nullable String reason) {
    requests.delete(Target.of("v1", "leases", lease).with("epoch", epoch).with("reason", reason));
  }

  /** Takes a lease from its holder. */
  public LeaseView revoke(String lease, RevokeBody revocation) {
    return requests.send(
        "POST", Target.of("v1", "leases", lease, "revoke"), revocation, LeaseView.class);
  }

  /** Ends a lease and keeps its account, as it is, for a look. */
  public LeaseView hold(String lease, HoldBody hold) {
    return requests.send("POST", Target.of("v1", "leases", lease, "hold"), hold, LeaseView.class);
  }

  /** Accounts, in the order they were made. */
  public Stream<AccountView> accounts(AccountFilter filter) {
    return requests.list(
        () ->
            Target.of("v1", "accounts")
                .with("pool", filter.pool())
                .with("state", filter.state())
                .with("username", filter.username()),
        AccountView.class);
  }

  /** The account of that id. */
  public AccountView account(String id) {
    return requests.get(Target.of("v1", "accounts", id), AccountView.class);
  }

  /** What happened to an account, newest first. */
  public Stream<EventView> accountEvents(String id) {
    return requests.list(() -> Target.of("v1", "accounts", id, "events"), EventView.class);
  }

  /** Tries a quarantined account again; it is free only after that succeeded. */
  public AccountView retryAccount(String id) {
    return requests.send("POST", Target.of("v1", "accounts", id, "retry"), null, AccountView.class);
  }

  /** Has a free account cleaned once more before anybody may lease it. */
  public AccountView resetAccount(String id) {
    return requests.send("POST", Target.of("v1", "accounts", id, "reset"), null, AccountView.class);
  }

  /** Keeps a free account for a look: nobody can lease it meanwhile. */
  public AccountView holdAccount(String id, HoldBody hold) {
    return requests.send("POST", Target.of("v1", "accounts", id, "hold"), hold, AccountView.class);
  }

  /** Gives a held or quarantined account back; it is free only after it was cleaned. */
  public AccountView releaseAccount(String id) {
    return requests.send(
        "POST", Target.of("v1", "accounts", id, "release"), null, AccountView.class);
  }

  /** Removes one account from every service; {@code account-leased} where it is leased. */
  public AccountView deleteAccount(String id) {
    return requests.send("DELETE", Target.of("v1", "accounts", id), null, AccountView.class);
  }

  /** Starts a job that makes accounts. */
  public JobView createAccounts(AccountsBody accounts) {
    return requests.send("POST", Target.of("v1", "accounts"), accounts, JobView.class);
  }

  /** Starts a job that makes these accounts, at most 100,000, all with these labels. */
  public JobView createAccounts(
      String pool, List<AccountRowBody> accounts, Map<String, String> labels) {
    Target target = Target.of("v1", "accounts").with("pool", pool);
    labels.forEach((key, value) -> target.with("label", key + ":" + value));
    return requests.send(Call.of("POST", target, Body.lines(accounts)), JobView.class);
  }

  /** Starts a job that cleans what is free and fits. */
  public JobView resetAccounts(ResetBody reset) {
    return requests.send("POST", Target.of("v1", "accounts", "reset"), reset, JobView.class);
  }

  /** Starts a job that removes what fits, whatever {@code dryRun} says. */
  public JobView cleanup(CleanupBody cleanup) {
    return requests.send("POST", Target.of("v1", "cleanup"), cleanup.dryRun(false), JobView.class);
  }

  /** What {@link #cleanup} would do now; nothing is done, whatever {@code dryRun} says. */
  public CleanupPlan planCleanup(CleanupBody cleanup) {
    return requests.send(
        "POST", Target.of("v1", "cleanup"), cleanup.dryRun(true), CleanupPlan.class);
  }

  /** The job of that id. */
  public JobView job(String id) {
    return requests.get(Target.of("v1", "jobs", id), JobView.class);
  }

  /**
   * Waits for a job to end, however long that takes. Where the connection breaks off, or the server
   * is restarting, it asks again, some seconds long.
   *
   * @param progress told of the job as it is now, and whenever it has changed; by the thread that
   *     waits
   * @return the job as it ended
   */
  public JobView watchJob(String id, Consumer<JobView> progress) {
    return new JobWatch(requests, persistence, id, progress).end();
  }

  /** Cancels a job: what is not begun never is; what is under way ends as it ends. */
  public JobView cancelJob(String id) {
    return requests.send("POST", Target.of("v1", "jobs", id, "cancel"), null, JobView.class);
  }

  /** Jobs, newest first. */
  public Stream<JobView> jobs() {
    return requests.list(() -> Target.of("v1", "jobs"), JobView.class);
  }

  /** The items of a job in their order. */
  public Stream<JobItemView> jobItems(String job) {
    return requests.list(() -> Target.of("v1", "jobs", job, "items"), JobItemView.class);
  }

  /** The audit trail, newest first. */
  public Stream<EventView> events(EventFilter filter) {
    return requests.list(
        () ->
            Target.of("v1", "events")
                .with("account", filter.account())
                .with("lease", filter.lease())
                .with("job", filter.job()),
        EventView.class);
  }
}
