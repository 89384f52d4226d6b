package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.RenderedRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a call of ours shows to be let in. */
sealed interface Proof {

  /** Stands where a secret would. */
  String MASK = "***";

  /**
   * Something to show. It prints without its values.
   *
   * @param headers what goes into the head
   * @param query what goes into the query
   * @param signature what is made of the whole request; null where there is none
   */
  record Shown(
      Map<String, String> headers, Map<String, String> query, @Nullable Signature signature)
      implements Proof {

    static final Shown NOTHING = new Shown(Map.of(), Map.of());

    Shown(Map<String, String> headers, Map<String, String> query) {
      this(headers, query, null);
    }

    static Shown header(String name, String value) {
      return new Shown(Map.of(name, value), Map.of());
    }

    RenderedRequest on(RenderedRequest request) {
      RenderedRequest shown = request;
      for (Map.Entry<String, String> each : headers.entrySet()) {
        shown = shown.withHeader(each.getKey(), each.getValue());
      }
      for (Map.Entry<String, String> each : query.entrySet()) {
        shown = shown.withParameter(each.getKey(), each.getValue());
      }
      return signature == null ? shown : signature.on(shown);
    }

    @Override
    public String toString() {
      return "Shown" + headers.keySet() + query.keySet();
    }
  }

  /** Shows that whoever made a request has a secret, which does not go with it. */
  interface Signature {

    /** The request with its signature, as the last thing that is put on it. */
    RenderedRequest on(RenderedRequest request);
  }

  /** There is none to be had, so that nothing was sent. */
  record Missing(Answer.Unsent why) implements Proof {}
}
