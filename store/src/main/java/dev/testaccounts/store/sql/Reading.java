package dev.testaccounts.store.sql;

import java.util.function.Function;

/** Reads what is committed. Thread-safe; callers block. */
public interface Reading {

  <T> T read(Function<Session, T> query);

  /** What is said otherwise in this database. */
  Dialect dialect();
}
