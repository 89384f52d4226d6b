package dev.testaccounts.web;

import dev.testaccounts.core.account.AccountLedger;
import dev.testaccounts.core.account.AccountStore;
import dev.testaccounts.core.account.Usernames;
import dev.testaccounts.core.audit.EventLog;
import dev.testaccounts.core.job.JobStore;
import dev.testaccounts.core.job.Jobs;
import dev.testaccounts.core.job.Provisioning;
import dev.testaccounts.core.job.Reconciler;
import dev.testaccounts.core.job.SimpleAccounts;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.lease.LeaseStore;
import dev.testaccounts.core.lease.Leases;
import dev.testaccounts.core.pool.AccountDrafts;
import dev.testaccounts.core.pool.PoolStore;
import dev.testaccounts.core.pool.Pools;
import dev.testaccounts.core.secret.Passwords;
import dev.testaccounts.core.secret.SecretBox;
import dev.testaccounts.core.service.Connectors;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.Services;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/**
 * Use cases over ports that are not there: for tests of what comes before them. A test that gets as
 * far as a port sees {@link NotThere}.
 */
final class NoUseCases {

  /** A port was called. */
  static final class NotThere extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private NoUseCases() {}
}
