package dev.testaccounts.samples.demo;

import dev.testaccounts.api.AccountsBody;
import dev.testaccounts.api.CleanupBody;
import dev.testaccounts.api.EventView;
import dev.testaccounts.api.GrantedAccount;
import dev.testaccounts.api.JobView;
import dev.testaccounts.api.LeaseBody;
import dev.testaccounts.api.LeaseGrant;
import dev.testaccounts.api.PoolBody;
import dev.testaccounts.api.ServiceBody;
import dev.testaccounts.api.SizeBody;
import dev.testaccounts.client.EventFilter;
import dev.testaccounts.client.TamClient;
import dev.testaccounts.samples.userservice.UserService;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * The main job, step by step over the public API; what each step claims is checked with the service
 * itself.
 */
final class MainJob {

  private static final int BULK = 200;
  private static final int MOST_LOOKS = 3000;
  private static final long LOOK_EVERY_MILLIS = 20;

  private final TamClient tam;
  private final UserService service;
  private final SignIn signIn;
  private final Narrator narrator;

  MainJob(URI server, UserService service, Narrator narrator) {
    this.tam = TamClient.at(server);
    this.service = service;
    this.signIn = new SignIn(service.url());
    this.narrator = narrator;
  }

  void run() throws StepFailedException, InterruptedException {
    register();
    one();
    bulk();
    List<LeaseGrant> leases = List.of(lease("checkout-test"), lease("returns-test"));
    StepFailedException.require(
        !leases.get(0).account().id().equals(leases.get(1).account().id()), "two accounts", "one");
    leases.forEach(this::release);
    cleaned(leases);
    history(leases);
    cleanUp();
  }

  private void register() throws StepFailedException {
    narrator.step("Register the service, and a pool of accounts in it");
    tam.registerService(ServiceBody.simple("user-service", service.url().toString()));
    tam.registerPool(
        PoolBody.over("buyers", List.of("user-service")).withSize(new SizeBody(0, 500)));
    narrator.say("service user-service, pool buyers");
    StepFailedException.require(
        service.accounts().isEmpty(), "an empty service", service.accounts());
    narrator.checked("the service is empty");
  }

  private void one() throws StepFailedException, InterruptedException {
    narrator.step("Create one account");
    JobView job = finished(tam.createAccounts(new AccountsBody("buyers", 1, Map.of())), "account");
    StepFailedException.require(job.succeeded() == 1, "1 account", job);
    narrator.say(service.accounts().first());
    StepFailedException.require(
        service.accounts().size() == 1, "it in the service", service.accounts());
    narrator.checked("the service has it");
  }

  private void bulk() throws StepFailedException, InterruptedException {
    narrator.step("Create " + BULK + " in bulk");
    JobView job =
        finished(
            tam.createAccounts(new AccountsBody("buyers", BULK, Map.of("wave", "demo"))),
            "accounts");
    StepFailedException.require(job.succeeded() == BULK, BULK + " accounts", job);
    StepFailedException.require(
        service.accounts().size() == BULK + 1,
        (BULK + 1) + " in the service",
        service.accounts().size());
    narrator.checked("the service has all " + (BULK + 1));
  }

  private LeaseGrant lease(String test) throws StepFailedException {
    narrator.step("Lease an account for " + test);
    LeaseGrant lease =
        tam.lease(
            new LeaseBody("buyers", Duration.ofMinutes(15), Map.of("test", test), false, false));
    GrantedAccount account = lease.account();
    narrator.say(account.username() + " until " + lease.expiresAt() + ", epoch " + lease.epoch());
    StepFailedException.require(
        signIn.works(account.username(), account.password()), "a sign-in that works", "a refusal");
    narrator.checked("it signs in to the service with its password");
    return lease;
  }

  private void release(LeaseGrant lease) {
    narrator.step("Release " + lease.account().username());
    tam.release(lease.id());
    narrator.say("it goes to cleaning: a new password, in every service");
  }

  private void cleaned(List<LeaseGrant> leases) throws StepFailedException, InterruptedException {
    for (LeaseGrant lease : leases) {
      GrantedAccount account = lease.account();
      await(() -> tam.account(account.id()).state().equals("free"), account.username() + " free");
      StepFailedException.require(
          !signIn.works(account.username(), account.password()),
          "the old password refused",
          "a sign-in that works");
    }
    narrator.checked("both are free again, and their old passwords are worthless");
  }

  private void history(List<LeaseGrant> leases) {
    narrator.step("Who had what, and when");
    List<EventView> events = new ArrayList<>();
    for (LeaseGrant lease : leases) {
      events.addAll(
          tam.events(new EventFilter(lease.account().id(), null, null)).toList().reversed());
    }
    for (EventView event : events) {
      narrator.say(
          "%s  %-6s  %-17s  %s"
              .formatted(event.at(), event.actor(), event.kind(), name(leases, event)));
    }
  }

  private static String name(List<LeaseGrant> leases, EventView event) {
    return leases.stream()
        .map(LeaseGrant::account)
        .filter(account -> account.id().equals(event.account()))
        .map(GrantedAccount::username)
        .findFirst()
        .orElse("");
  }

  private void cleanUp() throws StepFailedException, InterruptedException {
    narrator.step("Clean up");
    CleanupBody selector = CleanupBody.ofPool("buyers");
    narrator.say("a dry run would remove " + tam.planCleanup(selector).total() + " accounts");
    JobView job = finished(tam.cleanup(selector), "removed");
    StepFailedException.require(job.failed() == 0, "no failures", job);
    StepFailedException.require(
        service.accounts().isEmpty(), "an empty service", service.accounts());
    narrator.checked("the service is empty: nothing is left over");
  }

  private JobView finished(JobView started, String unit)
      throws StepFailedException, InterruptedException {
    try (ProgressBar bar = bar(started.total(), unit)) {
      await(
          () -> {
            JobView now = tam.job(started.id());
            bar.stepTo(now.succeeded() + now.failed());
            return now.finishedAt() != null;
          },
          "the job finished");
    }
    return tam.job(started.id());
  }

  private static ProgressBar bar(long total, String unit) {
    return new ProgressBarBuilder()
        .setTaskName("   ")
        .setUnit(" " + unit, 1)
        .setInitialMax(total)
        .setUpdateIntervalMillis(50)
        .setStyle(ProgressBarStyle.ASCII)
        .build();
  }

  private static void await(BooleanSupplier condition, String what)
      throws StepFailedException, InterruptedException {
    CountDownLatch pause = new CountDownLatch(1);
    for (int looks = 0; !condition.getAsBoolean(); looks++) {
      StepFailedException.require(looks < MOST_LOOKS, what, "that it took too long");
      pause.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }
}
