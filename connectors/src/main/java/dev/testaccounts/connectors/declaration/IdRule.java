package dev.testaccounts.connectors.declaration;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an answer says what the service calls the account. */
public sealed interface IdRule {

  /** In the JSON of the body. */
  record InBody(Finder finder) implements IdRule {
    @Override
    public String toString() {
      return finder.toString();
    }
  }

  /** The last part of a URL in a header, as Location has it. */
  record InHeader(String name) implements IdRule {

    /** The id in a header's value, as it was before it became a part of a URL. */
    public Optional<String> id(String url) {
      String path = url.split("[?#]", 2)[0].replaceAll("/+$", "");
      String last = Place.percentDecoded(path.substring(path.lastIndexOf('/') + 1));
      return Optional.of(last).filter(Finder::canBeId);
    }

    @Override
    public String toString() {
      return "the end of the header " + name;
    }
  }

  static @Nullable IdRule read(@Nullable Said said) {
    if (said == null) {
      return null;
    }
    return said.node().isObject()
        ? new InHeader(said.object(Set.of("header")).required("header", "a header's name").text())
        : new InBody(Finder.read(said));
  }
}
