package dev.testaccounts.samples.e2e;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Callers that do everything a server offers, at random, until it dies under them; each writes down
 * what was acknowledged.
 */
final class Load {

  private final Wire wire;
  private final URI service;
  private final Journal journal;
  private final List<Thread> callers = new ArrayList<>();
  private final AtomicInteger acknowledged = new AtomicInteger();
  private volatile boolean stopping;

  private Load(URI server, URI service, Journal journal) {
    this.wire = new Wire(server);
    this.service = service;
    this.journal = journal;
  }

  static Load start(URI server, URI service, Journal journal, int callers, long seed) {
    Load load = new Load(server, service, journal);
    for (int i = 0; i < callers; i++) {
      Random random = new Random(seed * 1000 + i);
      load.callers.add(Thread.ofVirtual().start(() -> load.run(random)));
    }
    return load;
  }

  /**
   * Waits for all callers; the server is dead by then, or they are told to stop. Returns how much
   * was acknowledged.
   */
  int join() throws InterruptedException {
    stopping = true;
    for (Thread caller : callers) {
      caller.join();
    }
    return acknowledged.get();
  }

  /** How much was acknowledged so far. */
  int acknowledged() {
    return acknowledged.get();
  }

  /** Whether anybody still asks. */
  boolean goesOn() {
    return callers.stream().anyMatch(Thread::isAlive);
  }

  private void run(Random random) {
    List<String> held = new ArrayList<>();
    try {
      while (!stopping) {
        act(random, held);
        acknowledged.incrementAndGet();
      }
    } catch (IOException e) {
      // The server was killed under the request: exactly what this load is for.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void act(Random random, List<String> held) throws IOException, InterruptedException {
    int dice = random.nextInt(100);
    if (dice < 30) {
      create();
    } else if (dice < 60) {
      lease(held, random.nextInt(4) == 0);
    } else if (dice < 85 && !held.isEmpty()) {
      release(held.removeLast());
    } else if (dice < 90) {
      renew(held);
    } else if (dice < 94) {
      bulk(random.nextInt(3));
    } else if (dice < 97) {
      cleanup(random.nextInt(3));
    } else if (dice == 99) {
      simpleCleanup();
    }
  }

  private void create() throws IOException, InterruptedException {
    int cleanups = journal.simpleCleanups();
    Wire.Answer answer = wire.post("/create", "{\"service_url\":\"" + service + "\"}");
    if (answer.status() == 200) {
      journal.created(answer.text("username"), cleanups);
    }
  }

  private void lease(List<String> held, boolean fresh) throws IOException, InterruptedException {
    Wire.Answer answer =
        wire.post("/v1/leases", "{\"pool\":\"crash\",\"ttl\":\"1h\",\"fresh\":" + fresh + "}");
    if (answer.status() == 201) {
      var account = answer.body().path("account");
      journal.leased(
          new Journal.HeldLease(
              answer.text("id"),
              account.path("id").asString(),
              account.path("username").asString(),
              account.path("password").asString(),
              answer.body().path("epoch").asLong()));
      held.add(answer.text("id"));
    }
  }

  private void release(String lease) throws IOException, InterruptedException {
    journal.releaseSent(lease);
    if (wire.delete("/v1/leases/" + lease).status() == 204) {
      journal.released(lease);
    }
  }

  private void renew(List<String> held) throws IOException, InterruptedException {
    if (!held.isEmpty()) {
      wire.post("/v1/leases/" + held.getLast() + "/renew", "{\"ttl\":\"1h\"}");
    }
  }

  private void bulk(int wave) throws IOException, InterruptedException {
    Wire.Answer answer =
        wire.post(
            "/v1/accounts",
            "{\"pool\":\"crash\",\"count\":20,\"labels\":{\"wave\":\"" + wave + "\"}}");
    if (answer.status() == 202) {
      journal.job(answer.text("id"), 20);
    }
  }

  /** Takes free accounts only: what is leased stays with its holder. */
  private void cleanup(int wave) throws IOException, InterruptedException {
    Wire.Answer answer =
        wire.post("/v1/cleanup", "{\"pool\":\"crash\",\"labels\":{\"wave\":\"" + wave + "\"}}");
    if (answer.status() == 202) {
      journal.cleanup(answer.text("id"));
    }
  }

  private void simpleCleanup() throws IOException, InterruptedException {
    journal.simpleCleanup();
    try {
      wire.post("/cleanup", "");
    } finally {
      journal.simpleCleanup();
    }
  }
}
