package dev.testaccounts.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bulk creation through the {@code http} connector: at 256 calls in flight into a service that
 * answers after 20 ms, beside that bound; into one that answers at once, beside a loop over the
 * same HTTP client with as many calls in flight and one that makes a call after the other, and a
 * client that is bytes on sockets and nothing else; and beside a service that hangs with its queue
 * full.
 */
final class ProvisionBench implements Measurement {

  private static final int CONCURRENCY = 256;
  private static final double LATENCY_SECONDS = 0.020;
  private static final int COUNT = 20_000;

  /** Before that a third of the server's time goes to compiling it. */
  private static final int WARM_UP = 8;

  /** More than elsewhere: a ratio near 1 shows less than single runs differ. */
  private static final int PAIRS = 7;

  private final AtomicInteger bare = new AtomicInteger();

  @Override
  public void run(PrintStream out) throws Exception {
    try (Scratch scratch = Scratch.make();
        Target slow = Target.start(Duration.ofMillis(20));
        Target quick = Target.start(Duration.ZERO);
        ServerRun server = ServerRun.start(scratch.folder().resolve("data"));
        Bulk bulk = new Bulk(server)) {
      bulk.register("slow", slow.url(), CONCURRENCY);
      bulk.register("quick", quick.url(), CONCURRENCY);
      for (int i = 0; i < WARM_UP; i++) {
        bulk.perSecond("quick", COUNT);
      }
      besideTheBound(out, server, bulk);
      besideABareClient(out, server, bulk, quick.url());
    }
    try (Target slow = Target.start(Duration.ofMillis(20));
        Target hung = Target.start(Duration.ofHours(1))) {
      besideAHungService(out, slow, hung);
    }
  }

  private static void besideTheBound(PrintStream out, ServerRun server, Bulk bulk)
      throws Exception {
    double bound = CONCURRENCY / LATENCY_SECONDS;
    double[] rates = new double[RUNS];
    double[] cpu = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      double before = server.cpuSeconds();
      rates[i] = bulk.perSecond("slow", COUNT);
      cpu[i] = (server.cpuSeconds() - before) / COUNT * 1e6;
    }
    double rate = Measurement.median(rates);
    out.printf(
        "provision, 20 ms: %.0f/s, bound %.0f/s: %.2f × its time; of %.1f ms an account, 20.0 in the service; %.0f µs of server CPU each (medians of %d)%n",
        rate, bound, bound / rate, CONCURRENCY / rate * 1e3, Measurement.median(cpu), RUNS);
  }

  /** What it is compared with, and how many a second each of them made. */
  private static final class Clients {
    private final double[] loop = new double[RUNS];
    private final double[] inTurn = new double[RUNS];
    private final double[] bare = new double[RUNS];

    private String beside(double rate) {
      return "a loop over the same HTTP client %s, one call after the other %s, bytes on sockets %s"
          .formatted(share(rate, loop), share(rate, inTurn), share(rate, bare));
    }

    private static String share(double rate, double[] other) {
      double median = Measurement.median(other);
      return "%.0f/s: %.0f %%".formatted(median, 100 * rate / median);
    }
  }

  private void besideABareClient(PrintStream out, ServerRun server, Bulk bulk, URI target)
      throws Exception {
    double[] rates = new double[RUNS];
    double[] cpu = new double[RUNS];
    double[] bareCpu = new double[RUNS];
    Clients clients = new Clients();
    try (ClientLoop loop = new ClientLoop(target, CONCURRENCY);
        ClientLoop single = new ClientLoop(target, 1)) {
      loop.perSecond(COUNT);
      single.perSecond(COUNT);
      for (int i = 0; i < RUNS; i++) {
        double before = server.cpuSeconds();
        rates[i] = bulk.perSecond("quick", COUNT);
        cpu[i] = (server.cpuSeconds() - before) / COUNT * 1e6;
        long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        clients.bare[i] = bareClient(target);
        bareCpu[i] =
            (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - thread) / 1e3 / COUNT;
        clients.loop[i] = loop.perSecond(COUNT);
        clients.inTurn[i] = single.perSecond(COUNT);
      }
    }
    double rate = Measurement.median(rates);
    out.printf(
        "provision, 0 ms: %.0f/s, %s; %.0f µs of CPU each beside %.0f (medians of %d)%n",
        rate, clients.beside(rate), Measurement.median(cpu), Measurement.median(bareCpu), RUNS);
  }

  private double bareClient(URI target) throws IOException {
    try (Callers callers = Callers.connect(target, CONCURRENCY)) {
      return callers
          .run(COUNT, (answers, last) -> answers == 0 ? Optional.of(create()) : Optional.empty())
          .perSecond();
    }
  }

  private Callers.Request create() {
    String body =
        "{\"username\":\"bare_%d\",\"password\":\"Aa1_aaaaaaaa\"}"
            .formatted(bare.incrementAndGet());
    return new Callers.Request("POST", "/create_account", body);
  }

  /** Two servers alike, by turns: what is measured on one of them has the larger store later on. */
  private static void besideAHungService(PrintStream out, Target slow, Target hung)
      throws Exception {
    double[] ratios = new double[PAIRS];
    try (Scratch scratch = Scratch.make();
        ServerRun alone = ServerRun.start(scratch.folder().resolve("alone"));
        ServerRun beside = ServerRun.start(scratch.folder().resolve("beside"));
        Bulk without = new Bulk(alone);
        Bulk with = new Bulk(beside)) {
      without.register("slow", slow.url(), CONCURRENCY);
      with.register("slow", slow.url(), CONCURRENCY);
      with.register("hung", hung.url(), CONCURRENCY);
      with.begin("hung", COUNT);
      // Once for nothing: meanwhile all of the hung one's work is queued.
      without.perSecond("slow", COUNT);
      with.perSecond("slow", COUNT);
      for (int i = 0; i < PAIRS; i++) {
        double rate = without.perSecond("slow", COUNT);
        ratios[i] = with.perSecond("slow", COUNT) / rate;
      }
    }
    out.printf(
        "provision beside a hung service with %d accounts to make: %.2f of the rate without (medians of %d)%n",
        COUNT, Measurement.median(ratios), PAIRS);
  }
}
