package dev.testaccounts.testkit.connector;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.testkit.fault.Speech;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One running service, and how a connector speaks to it. What is asked here, but for the connector,
 * is asked past it. Closed after each test; the service itself may live on.
 */
public interface ConnectorFixture extends AutoCloseable {

  /** How the two speak. */
  Speech speech();

  /** Where the service listens, on the loopback address. */
  int port();

  /**
   * A connector to the service, made anew.
   *
   * @param port where it finds the service: the wire's, on the loopback address
   */
  Connector connector(int port, Limits limits);

  /** By what in its words a question is seen to be of an operation. */
  Pattern questions(Remote operation);

  /**
   * The operations whose answers are read: a page of HTML with a status of success is no answer to
   * them. The others go by the status, or their protocol knows no stray answer.
   */
  default Set<Remote> read() {
    return Set.of();
  }

  /**
   * Whether a sign-in that a sick service could not judge is told from one that it refused: not
   * where a library in between keeps the answer to itself.
   */
  default boolean tellsSickFromRefused() {
    return true;
  }

  /** The most accounts in one part of a list; {@code Integer.MAX_VALUE} where it has no parts. */
  default int mostPerPage() {
    return Integer.MAX_VALUE;
  }

  /** The names of all who have an account there. */
  Set<String> usernames() throws Exception;

  /** Makes an account there, as somebody else would. */
  void add(String username, String password) throws Exception;

  /** Whether an account there has a password. */
  boolean letsIn(String username, String password) throws Exception;

  @Override
  void close();
}
