package dev.testaccounts.store.postgres;

import dev.testaccounts.store.sql.Dialect;
import dev.testaccounts.store.sql.Reading;
import dev.testaccounts.store.sql.Session;
import java.util.function.Function;

/** Reads what is committed by any replica. Thread-safe. */
record PostgresReaders(Connections connections) implements Reading {

  @Override
  public <T> T read(Function<Session, T> query) {
    return connections.again(
        connection -> {
          connection.setAutoCommit(true);
          return query.apply(new PostgresSession(connection));
        });
  }

  @Override
  public Dialect dialect() {
    return PostgresSession.DIALECT;
  }
}
