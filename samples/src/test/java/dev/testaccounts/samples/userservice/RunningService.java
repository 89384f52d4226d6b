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
}
