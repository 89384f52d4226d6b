package dev.testaccounts.testkit.store;

/** Says how a store under test is opened. */
@FunctionalInterface
public interface StoreFixture {

  /**
   * Opens the store. The first time it is empty; after {@link OpenStore#close()} it holds what it
   * held.
   */
  OpenStore open();
}
