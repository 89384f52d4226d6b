package dev.testaccounts.core.memory;

import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.lease.QueueStore;
import dev.testaccounts.core.lease.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Queues in memory: those who wait are served when they are told to look. */
public final class MemoryQueue implements QueueStore {

  private final MemoryLeases leases;
  public final List<Ticket> tickets = new ArrayList<>();
  public final List<Duration> awaited = new ArrayList<>();

  /** What comes about while somebody waits. */
  public Runnable meanwhile = () -> {};

  /** What comes about just before somebody leaves. */
  public Runnable onLeaving = () -> {};

  public MemoryQueue(MemoryLeases leases) {
    this.leases = leases;
  }

  @Override
  public void enter(Ticket ticket, Instant now) {
    tickets.removeIf(each -> each.lease().equals(ticket.lease()));
    tickets.add(ticket);
    serve(now);
  }

  @Override
  public void await(Id lease, Duration longest) {
    awaited.add(longest);
    meanwhile.run();
  }

  @Override
  public void leave(String project, Id lease) {
    onLeaving.run();
    tickets.removeIf(each -> each.lease().equals(lease));
  }

  @Override
  public int serve(Instant now) {
    List<Ticket> served =
        tickets.stream().filter(each -> leases.claimAll(each.claims(now)).isPresent()).toList();
    tickets.removeAll(served);
    return served.size();
  }

  @Override
  public List<Ticket> queue(Id pool, int limit) {
    return tickets.stream().filter(each -> each.pool().equals(pool)).limit(limit).toList();
  }

  @Override
  public Map<Id, Integer> waiting() {
    return tickets.stream()
        .collect(Collectors.groupingBy(Ticket::pool, Collectors.summingInt(each -> 1)));
  }
}
