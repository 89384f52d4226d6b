package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.samples.userservice.Fault;
import dev.testaccounts.samples.userservice.UserService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed at random moments under load, again and again, and is held to everything it
 * has acknowledged.
 */
class CrashTest {

  private static final int KILLS = 50;

  /** No server is killed before it gave so many answers, at random. */
  private static final int MOST_ANSWERS = 60;

  private static final int CALLERS = 12;

  /**
   * The database is looked at after each kill; every so many the next server is asked, too, for all
   * that it has on record.
   */
  private static final int ASKED = 10;

  @TempDir Path folder;

  @Test
  void killed_fifty_times_under_load_it_loses_nothing_leaks_nothing_and_leases_nothing_twice()
      throws Exception {
    long seed = Long.getLong("tam.crash.seed", new Random().nextLong(1_000_000));
    System.out.println("crash test seed " + seed + " (-Dtam.crash.seed repeats it)");
    Random random = new Random(seed);
    Journal journal = new Journal();
    try (UserService service =
        UserService.start(new UserService.Options("127.0.0.1", 0, Duration.ofMillis(5)))) {
      Oracle oracle = new Oracle(service, journal);
      Path config = config(service);
      int acknowledged = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        try (ServerProcess server = start(config)) {
          if (kill % ASKED == ASKED - 1) {
            oracle.check(new LedgerOverHttp(new Wire(server.url())));
          }
          Load load = Load.start(server.url(), service.url(), journal, CALLERS, seed + kill);
          trouble(service, random);
          lives(server, Duration.ofMillis(50 + random.nextInt(750)));
          // On a busy machine that may be too short for anything to be lost.
          int answers = random.nextInt(MOST_ANSWERS);
          while (load.acknowledged() < answers && load.goesOn()) {
            lives(server, Duration.ofMillis(10));
          }
          server.kill();
          acknowledged += load.join();
        }
        try (LedgerFile left = LedgerFile.leftIn(folder.resolve("data"), folder)) {
          oracle.check(left);
        }
      }
      System.out.println(
          KILLS + " kills, " + acknowledged + " requests answered, " + service.stats());
      assertThat(journal.leases()).as("the load did lease").hasSizeGreaterThan(KILLS);
      service.clearFaults();
      settle(config, oracle, service);
    }
  }

  private static void lives(ServerProcess server, Duration time) throws Exception {
    assertThat(server.endsWithin(time.toMillis()))
        .as("the server ended by itself: %s", server.output())
        .isFalse();
  }

  /**
   * The service is no better than the server: some answers fail, are lost after the effect, or
   * never come.
   */
  private static void trouble(UserService service, Random random) {
    switch (random.nextInt(4)) {
      case 0 -> service.inject(Fault.on(Fault.Target.ANY, new Fault.Lose()).times(5));
      case 1 -> service.inject(Fault.on(Fault.Target.ANY, new Fault.Fail(500)).times(5));
      case 2 -> service.inject(Fault.on(Fault.Target.ANY, new Fault.Hang()).times(2));
      default -> service.clearFaults();
    }
  }

  private void settle(Path config, Oracle oracle, UserService service) throws Exception {
    try (ServerProcess server = start(config)) {
      Wire wire = new Wire(server.url());
      while (!oracle.converged(wire)) {
        assertThat(server.endsWithin(50)).isFalse();
      }
      oracle.checkConverged(wire);
      assertThat(wire.post("/v1/cleanup", "{\"pool\":\"crash\",\"includeLeased\":true}").status())
          .isEqualTo(202);
      assertThat(wire.post("/cleanup", "").status()).isEqualTo(200);
      while (!oracle.converged(wire)) {
        assertThat(server.endsWithin(50)).isFalse();
      }
      assertThat(service.accounts()).as("nothing left over").isEmpty();
      assertThat(server.stop()).isEqualTo(143);
    }
  }

  private ServerProcess start(Path config) throws Exception {
    return ServerProcess.start(folder.resolve("data"), "--config", config.toString());
  }

  private Path config(UserService service) throws Exception {
    return Files.writeString(
        folder.resolve("tam.yaml"),
        """
        services:
          - name: user-service
            url: %s
            limits: {concurrency: 32, timeout: 300ms}
        pools:
          - name: crash
            services: [user-service]
            size: {max: 100000}
            lease: {ttl: 1h, maxTtl: 4h}
        """
            .formatted(service.url()));
  }
}
