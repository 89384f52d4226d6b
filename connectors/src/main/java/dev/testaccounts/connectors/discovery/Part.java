package dev.testaccounts.connectors.discovery;

/** A value of a proposal. */
sealed interface Part permits Draft, Leaf {

  /** Whether a text stands anywhere in it. */
  boolean says(String text);
}
