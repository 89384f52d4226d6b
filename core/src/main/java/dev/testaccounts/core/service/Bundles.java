package dev.testaccounts.core.service;

import dev.testaccounts.core.kernel.Problem;
import java.util.Optional;
import java.util.Set;

/**
 * Port: connectors that others made ("bundles"), for services that do not speak HTTP. Thread-safe.
 */
public interface Bundles extends AutoCloseable {

  /**
   * What is wrong with a set-up, found without calling the service; empty where all is well.
   *
   * @param inClear the properties whose texts anybody may see who may see the service
   */
  Optional<Problem> problemWith(BundleSetup setup, Set<String> inClear);

  /** What a bundle can do beyond create and delete; nothing where there is no such bundle. */
  Set<Capability> capabilities(String bundle);

  /** Talks to a service as set up, which was found to be well. No call is made yet. */
  BundleSession open(BundleSetup setup);

  /** Ends what is left of all sessions. */
  @Override
  void close();

  /** Knows no bundle at all. */
  static Bundles none() {
    return NoBundles.INSTANCE;
  }
}
