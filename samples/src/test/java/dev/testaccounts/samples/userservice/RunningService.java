package dev.testaccounts.samples.userservice;

import org.junit.jupiter.api.AfterEach;

/** A service and a client of it for each test. */
abstract class RunningService {
  final UserService service = UserService.start(UserService.Options.local());
  final Caller caller = new Caller(service.url());

  @AfterEach
  void stop() {
    caller.close();
    service.close();
  }

  /** Waits until that many calls are in the service's hands; a time limit's interrupt ends it. */
  final void awaitInFlight(int calls) throws InterruptedException {
    while (service.stats().inFlight() != calls) {
      if (Thread.interrupted()) {
        throw new InterruptedException("in flight: " + service.stats().inFlight());
      }
      Thread.onSpinWait();
    }
  }
}
