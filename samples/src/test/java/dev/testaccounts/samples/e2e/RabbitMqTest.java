package dev.testaccounts.samples.e2e;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe {@code rabbitmq} against a RabbitMQ. */
class RabbitMqTest {

  @TempDir private static Path home;
  @TempDir private Path folder;
  private static RabbitMq rabbit;

  @BeforeAll
  static void start() throws Exception {
    rabbit = RabbitMq.start(home);
  }

  @AfterAll
  static void stop() {
    rabbit.close();
  }

  @Test
  void a_hundred_accounts_live_and_end_although_the_server_is_killed() throws Exception {
    try (Lifecycle lifecycle = Lifecycle.in(rabbit, folder)) {
      lifecycle.create();
      Map<String, String> passwords = lifecycle.lease();
      lifecycle.release(passwords);
      lifecycle.lease();
      lifecycle.cleanUp();
    }
  }
}
