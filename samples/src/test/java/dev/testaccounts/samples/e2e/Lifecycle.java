package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * A hundred accounts from their creation, amid which the server is killed, to their end in a
 * product, whatever it is: what is believed of them is seen in the product itself.
 */
final class Lifecycle implements AutoCloseable {

  private static final int ACCOUNTS = 100;

  /** When the server is killed, so many are there. */
  private static final int BEGUN = 10;

  private final Product product;
  private final Path folder;
  private final Path config;

  /** Other tests may have left some there. */
  private final Set<String> before;

  private ServerProcess server;
  private Wire wire;

  private Lifecycle(Product product, Path folder) throws Exception {
    this.product = product;
    this.folder = folder;
    this.before = product.usernames();
    this.config = Files.writeString(folder.resolve("tam.yaml"), declared(product, folder));
    this.server = started();
    this.wire = new Wire(server.url());
  }

  static Lifecycle in(Product product, Path folder) throws Exception {
    return new Lifecycle(product, folder);
  }

  /** The rate leaves time to kill the server before all are there. */
  private static String declared(Product product, Path folder) throws Exception {
    return """
    services:
      - name: product
        limits: {concurrency: 8, timeout: %ds, rate: 100/s}
    %s
    pools:
      - name: people
        services: [product]
        size: {max: %d}
    """
        .formatted(
            product.timeout().toSeconds(), product.declared(folder).stripTrailing(), ACCOUNTS);
  }

  private ServerProcess started() throws Exception {
    return ServerProcess.start(folder.resolve("data"), "--config", config.toString());
  }

  Wire wire() {
    return wire;
  }

  /** Creates all accounts in bulk, with a server that is killed amid it and started again. */
  void create() throws Exception {
    Wire.Answer job = wire.post("/v1/accounts", "{\"pool\":\"people\",\"count\":" + ACCOUNTS + "}");
    assertThat(job.status()).isEqualTo(202);
    await("the bulk creation begins", () -> product.usernames().size() > before.size() + BEGUN);
    server.kill();
    assertThat(product.usernames())
        .as("it was killed amid it")
        .hasSizeLessThan(before.size() + ACCOUNTS);
    server = started();
    wire = new Wire(server.url());
    assertThat(succeeded(job)).isEqualTo(ACCOUNTS);
    assertThat(product.usernames()).isEqualTo(withThoseBefore(usernames("free")));
  }

  /** Leases each account; each gets into the product. Returns the passwords by username. */
  Map<String, String> lease() throws Exception {
    Map<String, String> passwords = new TreeMap<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      Wire.Answer lease = wire.post("/v1/leases", "{\"pool\":\"people\"}");
      assertThat(lease.status()).as(lease.body().toString()).isEqualTo(201);
      JsonNode account = lease.body().path("account");
      String username = account.path("username").asString();
      String password = account.path("password").asString();
      assertThat(product.letsIn(username, password)).as("%s gets in", username).isTrue();
      assertThat(passwords.put(username, password)).as("%s is leased once", username).isNull();
    }
    return passwords;
  }

  /** Gives all accounts back; after that nobody gets in with what he had. */
  void release(Map<String, String> passwords) throws Exception {
    for (JsonNode lease : wire.all("/v1/leases?state=active")) {
      assertThat(wire.delete("/v1/leases/" + lease.path("id").asString()).status()).isEqualTo(204);
    }
    await("all are clean again", () -> usernames("free").equals(passwords.keySet()));
    for (Map.Entry<String, String> each : passwords.entrySet()) {
      assertThat(product.letsIn(each.getKey(), each.getValue()))
          .as("%s gets in with the password of a lease that is over", each.getKey())
          .isFalse();
    }
  }

  /** Removes all accounts; those who were there before are there still, as they were. */
  void cleanUp() throws Exception {
    cleanUp(ACCOUNTS);
  }

  void cleanUp(int accounts) throws Exception {
    Wire.Answer job = wire.post("/v1/cleanup", "{\"pool\":\"people\",\"includeLeased\":true}");
    assertThat(succeeded(job)).isEqualTo(accounts);
    assertThat(product.usernames()).isEqualTo(withThoseBefore(Set.of()));
    assertThat(product.letsIn(product.before().username(), product.before().password())).isTrue();
  }

  void awaitFree(String username) throws Exception {
    await(username + " is free", () -> usernames("free").contains(username));
  }

  private int succeeded(Wire.Answer job) throws Exception {
    String path = "/v1/jobs/" + job.text("id");
    await("the job ends", () -> !wire.get(path).body().path("finishedAt").isNull());
    return wire.get(path).body().path("succeeded").asInt();
  }

  private Set<String> usernames(String state) throws Exception {
    Set<String> names = new TreeSet<>();
    wire.all("/v1/accounts?pool=people&state=" + state)
        .forEach(each -> names.add(each.path("username").asString()));
    return names;
  }

  private Set<String> withThoseBefore(Set<String> names) {
    Set<String> all = new TreeSet<>(names);
    all.addAll(before);
    return all;
  }

  private void await(String what, Stage.Condition condition) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime())
          .as(() -> what + ": it never came about; " + unfinished())
          .isLessThan(end);
      assertThat(server.endsWithin(50)).as("the server ended: %s", server.output()).isFalse();
    }
  }

  /** The accounts that are not as they should be, each with the reason. */
  private List<JsonNode> unfinished() {
    try {
      return wire.all("/v1/accounts?pool=people").stream()
          .filter(each -> !each.path("state").asString().equals("free"))
          .toList();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
