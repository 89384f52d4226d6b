package dev.testaccounts.web;

/** Serves one route. Thread-safe. */
@FunctionalInterface
interface Handler {
  Answer handle(Call call);
}
