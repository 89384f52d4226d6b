package dev.testaccounts.web;

import dev.testaccounts.api.PlaceView;
import dev.testaccounts.api.QueueView;
import dev.testaccounts.core.job.LeaseQueue;
import dev.testaccounts.core.job.LeaseQueue.Outlook;
import dev.testaccounts.core.job.LeaseQueue.Place;
import dev.testaccounts.core.lease.Ticket;
import dev.testaccounts.core.pool.Pool;
import dev.testaccounts.core.pool.Pools;
import java.time.Duration;
import java.util.List;

/** Who waits for an account, at which place, and for how long at about. */
final class QueueRoutes {

  private final Pools pools;
  private final LeaseQueue queue;

  QueueRoutes(UseCases useCases) {
    this.pools = useCases.pools();
    this.queue = useCases.queue();
  }

  List<Route> routes() {
    return List.of(Route.get("/v1/pools/{name}/queue", this::list));
  }

  private Answer list(Call call) {
    int limit = call.query().only("limit").limit();
    return Answer.of(
        pools.pool(call.principal(), call.parameter("name")),
        pool -> Answer.json(200, view(pool, limit)));
  }

  private QueueView view(Pool pool, int limit) {
    Outlook outlook = queue.outlook(pool, 1);
    return new QueueView(
        pool.name(),
        outlook.waiting(),
        wholeSeconds(outlook.estimate()),
        queue.queue(pool, limit).stream().map(QueueRoutes::view).toList());
  }

  static PlaceView view(Place place) {
    Ticket ticket = place.ticket();
    return new PlaceView(
        place.position(),
        wholeSeconds(place.estimate()),
        ticket.lease().value(),
        ticket.priority(),
        ticket.holder(),
        ticket.labels(),
        ticket.askedAt(),
        ticket.leavesAt());
  }

  /** An estimate is no more exact than that; rounded up, so that nobody comes too early. */
  static Duration wholeSeconds(Duration estimate) {
    return Duration.ofSeconds(estimate.plusNanos(999_999_999).toSeconds());
  }
}
