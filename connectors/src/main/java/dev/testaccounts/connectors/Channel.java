package dev.testaccounts.connectors;

import dev.testaccounts.core.service.ServiceHealth;

/** What the calls to one version of a service go through. */
interface Channel extends AutoCloseable {

  /** How the service does. */
  ServiceHealth health();

  @Override
  void close();
}
