package dev.testaccounts.samples.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** A running product with people of its own, who were there before TAM and are none of its. */
interface Product extends AutoCloseable {

  /**
   * How {@code tam.yaml} would declare it: the lines of one service but its name and limits.
   *
   * @param folder where it may keep the credentials that it refers to
   */
  String declared(Path folder) throws Exception;

  /**
   * How long one call may take, in whole seconds. What a killed server was at is touched again only
   * when it can no longer take effect, which is some of these later: no longer than it must be.
   */
  Duration timeout();

  /** The names of all who have an account there. */
  Set<String> usernames() throws Exception;

  /** Whether someone gets in with a password. */
  boolean letsIn(String username, String password) throws Exception;

  /** The name and password of someone who was there before. */
  Person before();

  record Person(String username, String password) {}

  @Override
  void close();
}
