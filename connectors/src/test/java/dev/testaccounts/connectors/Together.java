package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.testkit.scim.ScimPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Changes that are asked for at the same time of a connector that makes one call at a time. */
final class Together {

  private Together() {}

  /** So many who are new. */
  static List<Identity> people(int count) {
    List<Identity> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      people.add(Scim.somebody("user" + i));
    }
    return people;
  }

  /** One call is under way and everything else waits behind it; then the service goes on. */
  static List<Reply> reply(ScimPeer peer, List<Identity> people, Function<Identity, Reply> change)
      throws Exception {
    List<FutureTask<Reply>> tasks = new ArrayList<>();
    int asked = peer.requests().size();
    peer.hold();
    for (Identity each : people) {
      FutureTask<Reply> task = new FutureTask<>(() -> change.apply(each));
      tasks.add(task);
      Thread thread = Thread.ofPlatform().daemon().start(task);
      // The first has asked the service; each of the others waits behind it, in this order.
      boolean first = tasks.size() == 1;
      await(
          () ->
              first
                  ? peer.requests().size() > asked
                  : thread.getState() == Thread.State.TIMED_WAITING);
    }
    peer.letGo();
    List<Reply> replies = new ArrayList<>();
    for (FutureTask<Reply> each : tasks) {
      replies.add(each.get(30, TimeUnit.SECONDS));
    }
    return replies;
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("it never came about").isLessThan(end);
      assertThat(new CountDownLatch(1).await(2, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
