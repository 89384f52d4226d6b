package dev.testaccounts.api;

/**
 * How a service is talked to.
 *
 * @param recipe the name of a ready recipe, such as {@code simple}; never null
 */
public record ConnectorBody(String recipe) {

  /** The recipe of the simple contract: what is used where nothing was said. */
  public static final ConnectorBody SIMPLE = new ConnectorBody("simple");
}
