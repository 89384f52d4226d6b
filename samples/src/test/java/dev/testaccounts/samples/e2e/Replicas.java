package dev.testaccounts.samples.e2e;

import dev.testaccounts.testkit.fault.FaultyWire;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Servers in processes of their own on one PostgreSQL, each with its own wire to it. Any of them
 * may be down at any time; callers choose another then. Thread-safe.
 */
final class Replicas implements AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final Path folder;
  private final List<FaultyWire> wires = new ArrayList<>();
  private final List<ServerProcess> servers = new ArrayList<>();

  private Replicas(EmbeddedPostgres postgres, Path folder) {
    this.postgres = postgres;
    this.folder = folder;
  }

  static Replicas start(int count, Path folder) throws Exception {
    Replicas replicas = new Replicas(EmbeddedPostgres.start(), folder);
    for (int i = 0; i < count; i++) {
      replicas.wires.add(FaultyWire.to(replicas.postgres.getPort()));
      replicas.servers.add(replicas.server(i));
    }
    return replicas;
  }

  /** All of them have the same key. */
  private ServerProcess server(int replica) throws Exception {
    return ServerProcess.start(
        folder.resolve("keys"),
        "--store",
        "jdbc:postgresql://postgres:x@127.0.0.1:%d/postgres".formatted(wires.get(replica).port()));
  }

  /** Some server's address. */
  synchronized Wire any(Random random) {
    return new Wire(servers.get(random.nextInt(servers.size())).url());
  }

  void cut(int replica) {
    wires.get(replica).cut();
  }

  void kill(int replica) throws InterruptedException {
    servers.get(replica).kill();
  }

  /** In the place of one that was killed. */
  void restart(int replica) throws Exception {
    ServerProcess next = server(replica);
    synchronized (this) {
      servers.set(replica, next).close();
    }
  }

  @Override
  public void close() throws IOException {
    servers.forEach(ServerProcess::close);
    for (FaultyWire wire : wires) {
      wire.close();
    }
    postgres.close();
  }
}
