package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.api.EnrolledService;
import dev.testaccounts.api.LeaseGrant;
import dev.testaccounts.api.PageView;
import dev.testaccounts.core.account.Account;
import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.EnrolledAccount;
import dev.testaccounts.core.account.Enrollment;
import dev.testaccounts.core.account.FailurePolicy;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.lease.Lease;
import dev.testaccounts.core.lease.LeaseResult;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.SignIn;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.web.contract.Contract;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a lease is as documented, and the password is in the grant alone. */
class LeaseViewsTest {

  private static final Contract CONTRACT = Contract.shipped();
  private static final String PASSWORD = "hunter2-hunter2";
  private static final Instant NOW = Instant.parse("2026-11-21T09:30:00Z");
  private static final Id LEASE = new Id("01ja0000000000000000000001");
  private static final Id ACCOUNT = new Id("01ja0000000000000000000002");
  private static final Id POOL = new Id("01ja0000000000000000000003");
  private static final Id SERVICE = new Id("01ja0000000000000000000004");

  private final Names names =
      new Names(
          id -> Result.ok(pool()), id -> id.equals(SERVICE) ? Optional.of(service()) : gone());

  @Test
  void tokens_are_handed_out_and_a_failed_sign_in_is_told() {
    assertThat(signedIn(new SignIn.In(Map.of("accessToken", new Secret("t-1")))))
        .isEqualTo(
            new EnrolledService("http://localhost:8081", "42", Map.of("accessToken", "t-1"), null))
        .hasToString("EnrolledService[url=http://localhost:8081, id=42, tokens=[accessToken]]");
    assertThat(signedIn(new SignIn.Refused("no"))).extracting("signInFailure").isEqualTo("no");
    assertThat(signedIn(new SignIn.Untold(new Reply.NotDone("busy", null))))
        .isEqualTo(new EnrolledService("http://localhost:8081", "42", Map.of(), "busy"));
  }

  private EnrolledService signedIn(SignIn signIn) {
    Map<Id, SignIn> came = new HashMap<>();
    account().enrollments().forEach(each -> came.put(each.service(), signIn));
    LeaseGrant grant =
        LeaseViews.grant(
            new LeaseResult.Granted(lease(), pool(), account(), new Secret(PASSWORD)), came, names);
    assertThat(problems("POST", "/v1/leases", 201, grant)).isEmpty();
    return Objects.requireNonNull(grant.account().services().get("user-service"));
  }

  @Test
  void grant_is_as_documented_and_holds_the_password() {
    LeaseGrant grant =
        LeaseViews.grant(
            new LeaseResult.Granted(lease(), pool(), account(), new Secret(PASSWORD)),
            Map.of(),
            names);

    assertThat(problems("POST", "/v1/leases", 201, grant)).isEmpty();
    assertThat(grant.account().password()).isEqualTo(PASSWORD);
    assertThat(grant.account().services().get("user-service"))
        .isEqualTo(new EnrolledService("http://localhost:8081", "42"));
    assertThat(grant.expiresAt()).isEqualTo(NOW.plusSeconds(900));
  }

  @Test
  void everything_else_is_as_documented_and_does_not() {
    Object detail = LeaseViews.detail(lease(), account(), names);
    Object page = new PageView<>(List.of(LeaseViews.view(lease(), names)), null);
    Lease ended = lease().ended(LeaseState.RELEASED, "done", NOW);

    assertThat(problems("GET", "/v1/leases/x", 200, detail)).isEmpty();
    assertThat(problems("GET", "/v1/leases", 200, page)).isEmpty();
    assertThat(problems("POST", "/v1/leases/x/renew", 200, LeaseViews.view(ended, names)))
        .isEmpty();
    assertThat(text(detail) + text(page)).doesNotContain(PASSWORD, "password");
  }

  @Test
  void service_that_was_removed_is_left_out() {
    Names none = new Names(id -> Result.ok(pool()), id -> gone());

    assertThat(LeaseViews.detail(lease(), account(), none).account().services()).isEmpty();
  }

  private static Optional<TargetService> gone() {
    return Optional.empty();
  }

  private static List<String> problems(String method, String path, int status, Object body) {
    Map<String, String> headers =
        Map.of(
            "Content-Type", "application/json",
            "Location", "/v1/leases/x",
            "Cache-Control", "no-store");
    return CONTRACT.problems(
        new Contract.Exchange(
            method, path, status, name -> Optional.ofNullable(headers.get(name)), text(body)));
  }

  private static String text(Object body) {
    return new String(Json.bytes(body), StandardCharsets.UTF_8);
  }

  private static Lease lease() {
    return new Lease(
        LEASE,
        "default",
        ACCOUNT,
        POOL,
        7,
        "local",
        Map.of("run", "gh-1"),
        OnRelease.RESET,
        LeaseState.ACTIVE,
        NOW,
        NOW.plusSeconds(900),
        null,
        null);
  }

  private static Pool pool() {
    PoolSpec spec =
        new PoolSpec(
            "buyers",
            List.of("user-service"),
            "test_{hex:8}",
            Map.of(),
            0,
            100,
            Duration.ofMinutes(15),
            Duration.ofHours(4),
            OnRelease.RESET);
    return new Pool(POOL, "default", spec, List.of(new Pool.Member(SERVICE, 0)), 1, NOW);
  }

  private static TargetService service() {
    ServiceSpec spec =
        new ServiceSpec(
            "user-service",
            URI.create("http://localhost:8081"),
            "testing",
            "simple",
            Map.of(),
            Limits.standard(),
            List.of());
    return new TargetService(SERVICE, "default", spec, 1, NOW);
  }

  private static EnrolledAccount account() {
    Account account =
        new Account(
            ACCOUNT,
            "default",
            POOL,
            "test_1a2b3c4d",
            "test_1a2b3c4d@example.test",
            new SealedSecret(new byte[] {1}),
            Map.of("country", "KR"),
            Map.of(),
            AccountState.LEASED,
            7,
            7,
            FailurePolicy.RETRY,
            null,
            null,
            null,
            null,
            NOW,
            NOW);
    Enrollment enrollment =
        new Enrollment(
            ACCOUNT,
            SERVICE,
            0,
            Desired.PRESENT,
            Observed.PRESENT,
            false,
            "42",
            1,
            false,
            0,
            null,
            null,
            null);
    return new EnrolledAccount(account, List.of(enrollment));
  }
}
