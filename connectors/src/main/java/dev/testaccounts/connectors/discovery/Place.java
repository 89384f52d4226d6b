package dev.testaccounts.connectors.discovery;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where the service is.
 *
 * @param url without a slash at its end
 * @param remarks what is unsure of it
 */
record Place(String url, List<String> remarks) {

  private static final Set<String> TEST =
      Set.of("test", "testing", "stage", "staging", "sandbox", "dev", "development", "localhost");
  private static final Set<String> PRODUCTION = Set.of("production", "prod", "live");
  private static final String NOWHERE = "http://localhost:8080";

  static Place of(OpenApi document, Discovery.Source source, Discovery.Wish wish) {
    List<String> remarks = new ArrayList<>();
    if (wish.url() != null) {
      return new Place(plain(wish.url().toString()), remarks);
    }
    JsonNode servers = document.root().path("servers");
    JsonNode chosen = chosen(servers);
    String said = withVariables(chosen, remarks);
    String url = absolute(said, source.url());
    if (url == null) {
      remarks.add("unsure: the document does not say where the service is; put its URL here");
      return new Place(NOWHERE + beneath(said), remarks);
    }
    if (!said.equals(url) && !plain(said).equals(plain(url))) {
      remarks.add("where the document came from, and the path that it names");
    }
    remark(servers, chosen, remarks);
    return new Place(plain(url), remarks);
  }

  /** The first that calls itself one for tests, else the first. */
  private static JsonNode chosen(JsonNode servers) {
    for (JsonNode each : servers) {
      if (Words.any(words(each), TEST)) {
        return each;
      }
    }
    return servers.path(0);
  }

  private static Set<String> words(JsonNode server) {
    return Words.of(
        server.path("url").asString("") + " " + server.path("description").asString(""));
  }

  private static void remark(JsonNode servers, JsonNode chosen, List<String> remarks) {
    if (Words.any(words(chosen), PRODUCTION)) {
      remarks.add(
          "unsure: this looks like production, where test accounts never go; put the URL of a test environment here");
    }
    for (JsonNode each : servers) {
      if (!each.equals(chosen)) {
        remarks.add("also: " + OpenApi.shown(each.path("url").asString(""), 200));
      }
    }
  }

  private static String withVariables(JsonNode server, List<String> remarks) {
    String url = server.path("url").asString("");
    for (Map.Entry<String, JsonNode> each : server.path("variables").properties()) {
      String value = each.getValue().path("default").asString("");
      url = url.replace("{" + each.getKey() + "}", value);
      remarks.add(
          "unsure: %s is the default of the URL's {%s}"
              .formatted(OpenApi.shown(value, 100), OpenApi.shown(each.getKey(), 40)));
    }
    return url;
  }

  private static @Nullable String absolute(String said, @Nullable URI from) {
    try {
      URI url = new URI(said.isEmpty() ? "/" : said);
      URI whole = from == null ? url : from.resolve(url);
      boolean usable =
          whole.getHost() != null
              && Set.of("http", "https").contains(whole.getScheme().toLowerCase(Locale.ROOT))
              && whole.getRawUserInfo() == null;
      return usable ? whole.toString() : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  /** The path of a server that is said without a host; empty where none is. */
  private static String beneath(String said) {
    return said.matches("/[A-Za-z0-9._~/-]*") && !said.startsWith("//") ? plain(said) : "";
  }

  private static String plain(String url) {
    return url.replaceAll("[?#].*", "").replaceAll("/+$", "");
  }
}
