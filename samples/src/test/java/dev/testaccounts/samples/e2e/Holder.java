package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A caller that leases, signs in and releases, again and again, at whichever server answers; each
 * lease with a key, so that it is one lease however often it is asked for.
 */
final class Holder {

  private final Function<Random, Wire> servers;
  private final Wire service;
  private final Set<String> inUse;
  private final AtomicInteger left;
  private final Random random;

  /**
   * @param inUse the accounts that some holder has, by their names
   * @param left how many leases there are still to be
   */
  Holder(
      Function<Random, Wire> servers,
      Wire service,
      Set<String> inUse,
      AtomicInteger left,
      Random random) {
    this.servers = servers;
    this.service = service;
    this.inUse = inUse;
    this.left = left;
    this.random = random;
  }

  /** Returns how many leases it had. */
  int run() throws InterruptedException, IOException {
    int had = 0;
    while (left.getAndDecrement() > 0) {
      Wire.Answer grant = lease();
      var account = grant.body().path("account");
      String username = account.path("username").asString();
      assertThat(inUse.add(username)).as("%s is held by one", username).isTrue();
      assertThat(signsIn(username, account.path("password").asString()))
          .as("%s signs in", username)
          .isTrue();
      inUse.remove(username);
      release(grant.text("id"));
      had++;
    }
    return had;
  }

  private Wire.Answer lease() throws InterruptedException {
    String key = UUID.randomUUID().toString();
    while (true) {
      try {
        Wire.Answer answer =
            servers.apply(random).post("/v1/leases", "{\"pool\":\"chaos\",\"ttl\":\"10m\"}", key);
        if (answer.status() == 201) {
          return answer;
        }
        assertThat(answer.text("code"))
            .isIn("none-free", "request-under-way", "store-unavailable", "stopping");
      } catch (IOException e) {
        // That server died under the request: another one knows what became of it.
      }
      pause();
    }
  }

  private void release(String lease) throws InterruptedException {
    while (true) {
      try {
        Wire.Answer answer = servers.apply(random).delete("/v1/leases/" + lease);
        if (answer.status() == 204) {
          return;
        }
        assertThat(answer.text("code")).isIn("store-unavailable", "stopping");
      } catch (IOException e) {
        // To release twice is no error.
      }
      pause();
    }
  }

  private boolean signsIn(String username, String password)
      throws IOException, InterruptedException {
    return service
            .post("/login", "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}")
            .status()
        == 200;
  }

  private void pause() throws InterruptedException {
    assertThat(new CountDownLatch(1).await(random.nextInt(20, 60), TimeUnit.MILLISECONDS))
        .isFalse();
  }
}
