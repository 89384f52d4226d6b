package dev.testaccounts.web;

import dev.testaccounts.api.SimpleError;

/** In which words a route tells of errors. */
enum Dialect {
  /** RFC 9457. */
  PROBLEM(""),
  /** The simple API, {@code /create}. */
  CREATE(SimpleError.NOT_CREATED.error()),
  /** The simple API, {@code /cleanup}. */
  CLEANUP("Failed to clean up");

  private final String fault;

  Dialect(String fault) {
    this.fault = fault;
  }

  boolean simple() {
    return this != PROBLEM;
  }

  /** What a simple route says where the server itself failed. */
  String fault() {
    return fault;
  }
}
