package dev.testaccounts.testkit.store;

import org.jetbrains.lincheck.datastructures.ParameterGenerator;
import org.jetbrains.lincheck.datastructures.RandomProvider;

/**
 * Numbers the claims of a scenario, so that each is for a lease of its own and every other
 * operation can name any of them, also one that is not granted yet. Used by one thread.
 */
public final class LeaseNumbers implements ParameterGenerator<Integer> {

  private int last;

  /** As Lincheck makes it; nothing here is random. */
  public LeaseNumbers(RandomProvider random, String configuration) {}

  @Override
  public Integer generate() {
    return ++last;
  }

  @Override
  public void reset() {
    last = 0;
  }
}
