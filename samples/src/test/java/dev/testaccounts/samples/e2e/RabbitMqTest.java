package dev.testaccounts.samples.e2e;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The recipe {@code rabbitmq} against a RabbitMQ. */
@ExtendWith(Running.class)
class RabbitMqTest {

  @TempDir private Path folder;
  private static RabbitMq rabbit;

  @BeforeAll
  static void start(RabbitMq running) {
    rabbit = running;
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
