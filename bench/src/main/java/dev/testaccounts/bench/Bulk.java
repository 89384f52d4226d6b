package dev.testaccounts.bench;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Creates accounts by the thousand in services of one server. Used by one thread. */
final class Bulk implements AutoCloseable {

  private final Wire wire;
  private int pools;

  Bulk(ServerRun server) throws IOException {
    this.wire = new Wire(server.url());
  }

  /** Registers a service that so many calls may be under way to. */
  void register(String name, URI url, int concurrency) throws IOException {
    wire.send(
            "POST",
            "/v1/services",
            """
            {"name":"%s","url":"%s","limits":{"concurrency":%d,"timeout":"30s"}}"""
                .formatted(name, url, concurrency))
        .require(201);
  }

  /** Asks for so many accounts in a pool of their own, and returns the job's path. */
  String begin(String service, int count) throws IOException {
    String pool = "pool-" + pools++;
    String made =
        "{\"name\":\"%s\",\"services\":[\"%s\"],\"size\":{\"max\":%d}}"
            .formatted(pool, service, count);
    wire.send("POST", "/v1/pools", made).require(201);
    String asked = "{\"pool\":\"%s\",\"count\":%d}".formatted(pool, count);
    return "/v1/jobs/" + wire.send("POST", "/v1/accounts", asked).require(202).text("id");
  }

  /** Creates so many accounts, and returns how many a second came about. */
  double perSecond(String service, int count) throws IOException, InterruptedException {
    long began = System.nanoTime();
    String job = begin(service, count);
    CountDownLatch never = new CountDownLatch(1);
    while (wire.send("GET", job, "").require(200).body().contains("\"finishedAt\":null")) {
      // Asked seldom: what asks takes from what is measured.
      boolean _ = never.await(5, TimeUnit.MILLISECONDS);
    }
    return count * 1e9 / (System.nanoTime() - began);
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
