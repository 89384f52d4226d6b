package dev.testaccounts.testkit.connector;

/** A connector without a flaw passes. */
class PlainConnectorTest extends PlainContract {

  PlainConnectorTest() {
    super(Flaw.NONE);
  }
}
