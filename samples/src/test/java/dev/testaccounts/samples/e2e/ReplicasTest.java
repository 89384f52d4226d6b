package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.UserService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Three servers on one PostgreSQL: killed, and cut off from their database, at random while they
 * lease.
 */
class ReplicasTest {

  private static final int SERVERS = 3;
  private static final int LEASES = 10_000;
  private static final int HOLDERS = 64;
  private static final int ACCOUNTS = 96;

  @TempDir Path folder;

  @Test
  void ten_thousand_leases_while_replicas_are_killed_and_cut_off_and_none_is_held_twice()
      throws Exception {
    long seed = Long.getLong("tam.crash.seed", new Random().nextLong(1_000_000));
    System.out.println("replicas test seed " + seed + " (-Dtam.crash.seed repeats it)");
    Random random = new Random(seed);
    try (UserService service = UserService.start(UserService.Options.local());
        Replicas replicas = Replicas.start(SERVERS, folder)) {
      Wire wire = replicas.any(random);
      prepare(wire, service);
      AtomicInteger left = new AtomicInteger(LEASES);
      int had = lease(replicas, service, left, random);
      assertThat(had).isEqualTo(LEASES);
      checkAtRest(replicas.any(random), service);
    }
  }

  private static void prepare(Wire wire, UserService service) throws Exception {
    Wire.Answer registered =
        wire.post(
            "/v1/services",
            """
            {"name": "user-service", "url": "%s", "limits": {"concurrency": 32, "timeout": "2s"}}"""
                .formatted(service.url()));
    assertThat(registered.status()).isEqualTo(201);
    Wire.Answer made =
        wire.post(
            "/v1/pools",
            """
            {"name": "chaos", "services": ["user-service"], "size": {"min": %d, "max": %d}}"""
                .formatted(ACCOUNTS, ACCOUNTS));
    assertThat(made.status()).isEqualTo(201);
  }

  private int lease(Replicas replicas, UserService service, AtomicInteger left, Random random)
      throws Exception {
    Set<String> inUse = ConcurrentHashMap.newKeySet();
    Wire target = new Wire(service.url());
    int troubles = 0;
    int had = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> holders = new ArrayList<>();
      for (int i = 0; i < HOLDERS; i++) {
        Random own = new Random(random.nextLong());
        holders.add(
            threads.submit(() -> new Holder(replicas::any, target, inUse, left, own).run()));
      }
      while (holders.stream().anyMatch(each -> !each.isDone())) {
        trouble(replicas, random, troubles++);
      }
      for (Future<Integer> holder : holders) {
        had += holder.get();
      }
    }
    System.out.println(had + " leases, " + troubles + " times in trouble");
    return had;
  }

  /** One of them is always left alone for a while after. */
  private static void trouble(Replicas replicas, Random random, int turn) throws Exception {
    int victim = random.nextInt(SERVERS);
    if (turn % 6 == 5) {
      replicas.kill(victim);
      replicas.restart(victim);
    } else {
      replicas.cut(victim);
    }
    assertThat(new CountDownLatch(1).await(random.nextInt(700, 2_000), TimeUnit.MILLISECONDS))
        .isFalse();
  }

  /** What a dead server had begun, the others finish; nothing is lost and nothing left over. */
  private static void checkAtRest(Wire wire, UserService service) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (free(wire).size() < ACCOUNTS) {
      assertThat(System.nanoTime()).as("it never came to rest").isLessThan(end);
      assertThat(new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(wire.all("/v1/leases?state=active")).isEmpty();
    assertThat(wire.all("/v1/leases?pool=chaos&state=released"))
        .as("each lease was one lease, however often it was asked for")
        .hasSize(LEASES);
    assertThat(new TreeSet<>(service.accounts())).isEqualTo(free(wire));
  }

  private static Set<String> free(Wire wire) throws Exception {
    Set<String> names = new TreeSet<>();
    for (JsonNode account : wire.all("/v1/accounts?pool=chaos&state=free")) {
      names.add(account.path("username").asString());
    }
    return names;
  }
}
