package dev.testaccounts.bench;

import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.store.postgres.PostgresStore;
import dev.testaccounts.store.secret.TinkSecretBox;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lease and release in the PostgreSQL store alone at 64 callers, on 10,000 and on 1,000,000
 * accounts, beside {@code pgbench}, whose 64 clients do the same in SQL, one at a time each.
 */
final class PostgresBench implements Measurement {

  private static final int CALLERS = 64;
  private static final int WARM_UP = 30_000;
  private static final int PAIRS = 10_000;
  private static final int MANY = 1_000_000;

  private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

  @Override
  public void run(PrintStream out) throws Exception {
    double few = rate(out, PAIRS);
    double many = rate(out, MANY);
    out.printf(
        "a lease and release on %d accounts costs %.2f × one on %d%n", MANY, few / many, PAIRS);
  }

  private static double rate(PrintStream out, int accounts) throws Exception {
    double[] ours = new double[RUNS];
    double[] theirs = new double[RUNS];
    double[] ratios = new double[RUNS];
    try (Scratch scratch = Scratch.make();
        PostgresServer server = PostgresServer.start();
        PostgresStore store = PostgresStore.open(server.address())) {
      Stock stock = new Stock(store, TinkSecretBox.open(scratch.folder()));
      Leasing first = new Leasing(store, stock.pool("warm-up", WARM_UP));
      first.pairsPerSecond(CALLERS, WARM_UP);
      // What is measured takes the oldest first, so the rows of each turn are new to it.
      Pool pool = stock.pool("measured", Math.max(accounts, 2 * RUNS * PAIRS));
      Leasing leasing = new Leasing(store, pool);
      for (int i = 0; i < RUNS; i++) {
        ours[i] = leasing.pairsPerSecond(CALLERS, PAIRS);
        theirs[i] = ofPgbench(scratch, server, pool);
        ratios[i] = ours[i] / theirs[i];
      }
    }
    double median = Measurement.median(ours);
    out.printf(
        "postgres store alone, %d accounts: %.0f lease+release/s, pgbench %.0f/s: %.2f × (medians of %d)%n",
        accounts, median, Measurement.median(theirs), Measurement.median(ratios), RUNS);
    return median;
  }

  private static double ofPgbench(Scratch scratch, PostgresServer server, Pool pool)
      throws IOException, InterruptedException {
    Path script = scratch.write("pairs.sql", script());
    List<String> arguments = new ArrayList<>(List.of("-M", "prepared", "-f", script.toString()));
    arguments.addAll(List.of("-D", "pool=" + pool.id().value()));
    arguments.addAll(List.of("-c", String.valueOf(CALLERS), "-j", "2"));
    arguments.addAll(List.of("-t", String.valueOf(PAIRS / CALLERS)));
    Process process = server.pgbench(arguments);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(said);
    if (process.waitFor() != 0 || !rate.find()) {
      throw new IOException("pgbench: " + said);
    }
    return Double.parseDouble(rate.group(1));
  }

  private static String script() throws IOException {
    try (InputStream script = PostgresBench.class.getResourceAsStream("pairs.sql")) {
      return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
