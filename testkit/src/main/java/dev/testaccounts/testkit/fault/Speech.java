package dev.testaccounts.testkit.fault;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * How a client and a server speak over one connection: one question at a time, each with one whole
 * answer. Whole messages go in and out as they were, byte by byte. Stateless.
 */
public interface Speech {

  /** Reads a whole question; nothing where the client ended. */
  byte[] question(InputStream fromClient) throws IOException;

  /** Reads the whole answer to a question; nothing where it has none. */
  byte[] answer(byte[] question, InputStream fromServer) throws IOException;

  /** What a question asks, as far as a test wants to tell it from others. */
  String words(byte[] question);

  /** An answer that says: it is done. */
  byte[] done(byte[] question);

  /** An answer that says: too many questions, come again later. */
  byte[] busy(byte[] question);

  /** When {@link #busy} says to come again; empty where the protocol has no word for it. */
  Optional<Duration> comeAgain();

  /** An answer that says: something is wrong here. */
  byte[] sick(byte[] question);

  /** A whole answer that has nothing to do with the question. */
  byte[] stray(byte[] question);
}
