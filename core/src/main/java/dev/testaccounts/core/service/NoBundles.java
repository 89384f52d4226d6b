package dev.testaccounts.core.service;

import dev.testaccounts.core.kernel.Problem;
import java.util.Optional;
import java.util.Set;

/** There are no bundles here. */
enum NoBundles implements Bundles {
  INSTANCE;

  @Override
  public Optional<Problem> problemWith(BundleSetup setup, Set<String> inClear) {
    return Optional.of(
        new Problem.Invalid(
            "invalid-request",
            "connector.connid.bundle: there is no bundle '" + setup.bundle() + "' here"));
  }

  @Override
  public Set<Capability> capabilities(String bundle) {
    return Set.of();
  }

  @Override
  public BundleSession open(BundleSetup setup) {
    throw new IllegalArgumentException("there is no bundle '" + setup.bundle() + "' here");
  }

  @Override
  public void close() {}
}
