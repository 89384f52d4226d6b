package dev.testaccounts.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.idempotency.IdempotencyStore.Held;
import dev.testaccounts.core.idempotency.IdempotencyStore.Taken;
import dev.testaccounts.core.idempotency.IdempotencyStore.Taking;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.secret.SealedSecret;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Idempotency keys: taken once, answered once, and never lost. */
public abstract class IdempotencyContract extends StoreContract {

  private static final SealedSecret ANSWER = new SealedSecret(new byte[] {1, 2, 3});

  @Test
  void aNewKeyIsTheCallersWithItsOwnId() {
    Taking taking = taking("k", "f");

    assertThat(store.idempotency().take(taking)).isEqualTo(new Taken.First(taking.operation()));
  }

  @Test
  void aKeyThatIsTakenIsUnderWayForEveryoneElse() {
    store.idempotency().take(taking("k", "f"));

    assertThat(store.idempotency().take(taking("k", "f"))).isEqualTo(new Taken.UnderWay());
  }

  @Test
  void whatWasTakenTooLongAgoIsTakenOverWithTheFirstOnesId() {
    Taking dead = taking("k", "f");
    store.idempotency().take(dead);
    clock.advance(Duration.ofMinutes(1));

    assertThat(store.idempotency().take(taking("k", "f")))
        .isEqualTo(new Taken.Again(dead.operation()));
    assertThat(store.idempotency().take(taking("k", "f"))).isEqualTo(new Taken.UnderWay());
  }

  @Test
  void anAnswerIsGivenAgainAlsoAfterARestart() {
    Id operation = taken("k");
    store.idempotency().keep(Drafts.PROJECT, "k", operation, ANSWER);
    reopen();
    clock.advance(Duration.ofHours(1));

    assertThat(store.idempotency().take(taking("k", "f"))).isEqualTo(new Taken.Answered(ANSWER));
  }

  @Test
  void aKeyBelongsToOneRequest() {
    Id operation = taken("k");
    assertThat(store.idempotency().take(taking("k", "other"))).isEqualTo(new Taken.OtherRequest());

    store.idempotency().keep(Drafts.PROJECT, "k", operation, ANSWER);
    assertThat(store.idempotency().take(taking("k", "other"))).isEqualTo(new Taken.OtherRequest());
  }

  @Test
  void projectsDoNotShareKeys() {
    store.idempotency().take(taking("k", "f"));
    Taking elsewhere =
        new Taking("other", "k", "f2", drafts.id(), clock.instant(), clock.instant());

    assertThat(store.idempotency().take(elsewhere))
        .isEqualTo(new Taken.First(elsewhere.operation()));
  }

  @Test
  void aKeyThatIsGivenBackIsNewAgain() {
    Id operation = taken("k");
    store.idempotency().giveBack(Drafts.PROJECT, "k", operation);
    Taking next = taking("k", "another request");

    assertThat(store.idempotency().take(next)).isEqualTo(new Taken.First(next.operation()));
  }

  @Test
  void anAnsweredKeyCannotBeGivenBack() {
    Id operation = taken("k");
    store.idempotency().keep(Drafts.PROJECT, "k", operation, ANSWER);
    store.idempotency().giveBack(Drafts.PROJECT, "k", operation);

    assertThat(store.idempotency().take(taking("k", "f"))).isEqualTo(new Taken.Answered(ANSWER));
  }

  @Test
  void aKeyThatIsLetGoIsTakenOverAtOnce() {
    Id operation = taken("k");
    store.idempotency().letGo(Drafts.PROJECT, "k", operation, clock.instant());

    assertThat(store.idempotency().take(taking("k", "f"))).isEqualTo(new Taken.Again(operation));
  }

  @Test
  void whoNeverHadTheKeyNeitherAnswersNorGivesItBack() {
    taken("k");
    store.idempotency().keep(Drafts.PROJECT, "k", drafts.id(), ANSWER);
    store.idempotency().giveBack(Drafts.PROJECT, "k", drafts.id());
    store.idempotency().letGo(Drafts.PROJECT, "k", drafts.id(), clock.instant());

    assertThat(store.idempotency().take(taking("k", "f"))).isEqualTo(new Taken.UnderWay());
  }

  @Test
  void aKeyThatIsProlongedIsNotTakenOverInBetween() {
    Id operation = taken("k");
    Id answered = taken("answered");
    store.idempotency().keep(Drafts.PROJECT, "answered", answered, ANSWER);
    clock.advance(Duration.ofSeconds(59));

    store
        .idempotency()
        .prolong(
            List.of(
                new Held(Drafts.PROJECT, "k", operation),
                new Held(Drafts.PROJECT, "answered", answered)),
            clock.instant().plusSeconds(10));

    clock.advance(Duration.ofSeconds(9));
    assertThat(store.idempotency().take(taking("k", "f"))).isEqualTo(new Taken.UnderWay());
    assertThat(store.idempotency().take(taking("answered", "f")))
        .isEqualTo(new Taken.Answered(ANSWER));
    clock.advance(Duration.ofSeconds(1));
    assertThat(store.idempotency().take(taking("k", "f"))).isEqualTo(new Taken.Again(operation));
  }

  @Test
  void aProcessThatStartsTakesOverAtOnce() {
    Id operation = taken("k");

    assertThat(store.idempotency().reclaimAll(clock.instant())).isEqualTo(1);

    assertThat(store.idempotency().take(taking("k", "f"))).isEqualTo(new Taken.Again(operation));
  }

  @Test
  void onlyOldKeysAreForgotten() {
    taken("old");
    clock.advance(Duration.ofHours(1));
    taken("young");

    assertThat(store.idempotency().forget(clock.instant(), 10)).isEqualTo(1);
    assertThat(store.idempotency().forget(clock.instant(), 10)).isZero();

    assertThat(store.idempotency().take(taking("old", "f"))).isInstanceOf(Taken.First.class);
    assertThat(store.idempotency().take(taking("young", "f"))).isInstanceOf(Taken.UnderWay.class);
  }

  @Test
  void ofManyAtOnceOneHasIt() throws InterruptedException {
    Taking taking = taking("k", "f");
    List<Callable<Taken>> callers =
        IntStream.range(0, 16)
            .<Callable<Taken>>mapToObj(i -> () -> store.idempotency().take(taking))
            .toList();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.invokeAll(callers).stream().map(each -> each.resultNow()))
          .filteredOn(Taken.First.class::isInstance)
          .hasSize(1);
    }
  }

  private Id taken(String key) {
    Taking taking = taking(key, "f");
    store.idempotency().take(taking);
    return taking.operation();
  }

  private Taking taking(String key, String fingerprint) {
    return new Taking(
        Drafts.PROJECT,
        key,
        fingerprint,
        drafts.id(),
        clock.instant(),
        clock.instant().plus(Duration.ofMinutes(1)));
  }
}
