package dev.testaccounts.samples.userservice;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.NavigableSet;

/**
 * A target system with the simple contract, whose every misbehaviour can be ordered. Accounts live
 * in memory and end with it. All methods may be called from any thread.
 */
public final class UserService implements AutoCloseable {
  /** The longest latency that can be set. */
  public static final Duration MOST_LATENCY = Duration.ofMinutes(10);

  private final Accounts accounts = new Accounts();
  private final Traffic traffic = new Traffic();
  private final Faults faults = new Faults();
  private final Pace pace;
  private final Listener listener;

  private UserService(Options options) {
    pace = new Pace(options.latency());
    Departure departure = new Departure();
    Desk desk = new Desk(accounts, traffic, pace, faults, new Saboteur(departure));
    AccountRoutes face = new AccountRoutes(accounts, traffic, desk);
    AdminRoutes admin = new AdminRoutes(this);
    UseRoutes uses = new UseRoutes(accounts.uses());
    listener =
        Listener.open(
            options,
            departure,
            rules -> {
              face.addTo(rules);
              admin.addTo(rules);
              uses.addTo(rules);
            });
  }

  /**
   * Starts a service that answers when this method returns.
   *
   * @throws java.io.UncheckedIOException when it cannot listen there; its message says where and
   *     why
   */
  public static UserService start(Options options) {
    return new UserService(options);
  }

  /** The port it listens on: the free one that was found when {@link Options#port} is 0. */
  public int port() {
    return listener.uri().getPort();
  }

  /** Where it listens, for example {@code http://127.0.0.1:8081}, with no slash at the end. */
  public URI url() {
    return listener.uri();
  }

  /** The usernames that exist now, sorted; a copy. */
  public NavigableSet<String> accounts() {
    return accounts.usernames();
  }

  /** What it has counted so far. */
  public Stats stats() {
    return traffic.stats();
  }

  /**
   * The calls seen for a username, in the order in which they took effect; the service remembers
   * its latest 65,536 calls.
   */
  public List<HistoryEntry> history(String username) {
    return accounts.history(username);
  }

  /**
   * Who was in an account together with another, or in one that was deleted, as far as holders said
   * that they were; in the order in which it happened.
   */
  public List<String> collisions() {
    return accounts.uses().collisions();
  }

  /**
   * Lets every later create, delete and login wait this long before it takes effect.
   *
   * @throws IllegalArgumentException when it is negative or above {@link #MOST_LATENCY}
   */
  public void latency(Duration latency) {
    pace.set(latency);
  }

  /** Queues a fault behind those that are still waiting for calls. */
  public void inject(Fault fault) {
    faults.add(fault);
  }

  /** Drops the faults that are still waiting; a call that already hangs goes on hanging. */
  public void clearFaults() {
    faults.clear();
  }

  /** Forgets all accounts, counts and history. Faults and latency stay. */
  public void forget() {
    accounts.forget();
    traffic.forget();
  }

  /** Waits until {@link #close} is called. */
  public void awaitClose() throws InterruptedException {
    pace.awaitClose();
  }

  /** Stops listening and drops the calls that wait; closing twice is harmless. */
  @Override
  public void close() {
    pace.close();
    listener.close();
  }

  /**
   * How to start.
   *
   * @param bind the address to listen on, for example {@code 127.0.0.1}
   * @param port the port, or 0 for any that is free
   * @param latency how long each call waits before it takes effect
   */
  public record Options(String bind, int port, Duration latency) {
    /** Checks the port. */
    public Options {
      if (port < 0 || port > 65535) {
        throw new IllegalArgumentException("port is 0 to 65535, not " + port);
      }
    }

    /** On the loopback address, any free port, no latency. */
    public static Options local() {
      return new Options("127.0.0.1", 0, Duration.ZERO);
    }
  }
}
