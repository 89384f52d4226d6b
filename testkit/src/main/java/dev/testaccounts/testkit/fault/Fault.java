package dev.testaccounts.testkit.fault;

/** What happens to a request on a {@link SpokenWire}. */
public enum Fault {
  /** Nothing: it goes there, and its answer comes back. */
  NONE,
  /** It takes effect, and the connection ends before a byte of the answer comes back. */
  LOST_REPLY,
  /** It takes effect, and the answer stays away until the wire is mended. */
  SLOW_ANSWER,
  /** It never gets there, and the answer says that it was done. */
  LIE,
  /** It never gets there: the answer says that there were too many, and when to come again. */
  BUSY,
  /** It never gets there: the answer says that the service is sick. */
  SICK,
  /** It never gets there, and the connection ends. */
  DOWN,
  /** It takes effect, and what comes back is nothing of the protocol. */
  GARBAGE,
  /** It takes effect, and a whole answer of the protocol comes back, about something else. */
  STRAY,
  /** By turns NONE, SICK, LOST_REPLY and DOWN. */
  FLAKY
}
