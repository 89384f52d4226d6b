package dev.testaccounts.connectors.discovery;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What came of looking at a service's OpenAPI document. */
public sealed interface Discovery {

  /**
   * A proposal.
   *
   * @param yaml a tam.yaml, whose comments say what is unsure and what the alternatives are
   */
  record Proposed(String yaml) implements Discovery {}

  /** The document was understood, but accounts cannot be kept by what it describes. */
  record Nothing(String reason) implements Discovery {}

  /** There is no document that could be understood. */
  record Unreadable(String reason) implements Discovery {}

  /**
   * A document to look at.
   *
   * @param text its JSON or YAML
   * @param place what messages call it, such as its file or its URL
   * @param url where it came from; null where it is a file
   */
  record Source(String text, String place, @Nullable URI url) {}

  /**
   * What the person who asks knows better than the document.
   *
   * @param name the service's name; null to make one of the document's title
   * @param url where the service is; null to take what the document says
   */
  record Wish(@Nullable String name, @Nullable URI url) {}

  /** Looks at a document. */
  static Discovery of(Source source, Wish wish) {
    OpenApi document;
    try {
      document = DocumentReader.read(source);
    } catch (UnusableException e) {
      return new Unreadable(e.reason());
    }
    try {
      return new Proposed(Proposal.of(document, source, wish));
    } catch (UnusableException e) {
      return new Nothing(source.place() + ": " + e.reason());
    }
  }
}
