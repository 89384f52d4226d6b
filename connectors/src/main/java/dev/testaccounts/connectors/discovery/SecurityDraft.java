package dev.testaccounts.connectors.discovery;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** How calls prove who makes them, with credentials by reference. */
final class SecurityDraft {

  private final OpenApi document;
  private final String prefix;
  private final String base;
  private final Draft authentication = new Draft();
  private final Draft credentials = new Draft();
  private final List<String> remarks = new ArrayList<>();

  /**
   * @param service its name, which the names of environment variables begin with
   * @param base its URL
   */
  SecurityDraft(OpenApi document, String service, String base) {
    this.document = document;
    this.prefix = service.toUpperCase(Locale.ROOT).replace('-', '_') + "_";
    this.base = base;
  }

  /** What is said under the service's credentials; empty for nothing. */
  Draft credentials() {
    return credentials;
  }

  /** Whether an operation says that it needs no credentials. */
  boolean isOpen(Endpoint endpoint) {
    JsonNode own = endpoint.node().path("security");
    return own.isArray() && own.isEmpty();
  }

  /** What is said under authentication, from the first operation that needs any. */
  void put(Draft http, List<Endpoint> endpoints) {
    JsonNode needed =
        endpoints.stream()
            .map(this::requirements)
            .filter(each -> each.size() > 0 && each.path(0).size() > 0)
            .findFirst()
            .orElse(document.root().path("nothing"));
    if (needed.isMissingNode()) {
      http.note(
          "unsure: the document names no credentials for these operations; where the service wants some, say authentication: {bearer: {}} and credentials beside connector");
      return;
    }
    choose(needed);
    remarks.forEach(each -> http.remark("authentication", each));
    http.put("authentication", authentication);
  }

  private JsonNode requirements(Endpoint endpoint) {
    JsonNode own = endpoint.node().path("security");
    return own.isMissingNode() ? document.root().path("security") : own;
  }

  private void choose(JsonNode needed) {
    for (JsonNode requirement : needed) {
      for (Map.Entry<String, JsonNode> each : requirement.properties()) {
        if (authentication.parts().isEmpty() && isKnown(each.getKey(), each.getValue())) {
          remarkOthers(needed, each.getKey());
        }
      }
    }
    if (authentication.parts().isEmpty()) {
      authentication.put("none", new Draft());
      remarks.add(
          "unsure: the document asks for "
              + names(needed)
              + ", which a program cannot do by what it says; alternatives: bearer, basic, apiKey, oauth2, session");
    }
  }

  private void remarkOthers(JsonNode needed, String chosen) {
    String all = names(needed);
    if (!all.equals(OpenApi.shown(chosen, 60))) {
      remarks.add(
          "unsure: the document asks for " + all + "; this is " + OpenApi.shown(chosen, 60));
    }
  }

  private static String names(JsonNode needed) {
    return StreamSupport.stream(needed.spliterator(), false)
        .map(
            each ->
                each.propertyNames().stream()
                    .map(name -> OpenApi.shown(name, 60))
                    .collect(Collectors.joining(" and ")))
        .filter(each -> !each.isEmpty())
        .limit(8)
        .collect(Collectors.joining(" or "));
  }

  private boolean isKnown(String name, JsonNode scopes) {
    JsonNode scheme =
        document.resolved(document.root().path("components").path("securitySchemes").path(name));
    return switch (scheme.path("type").asString("")) {
      case "http" -> http(scheme.path("scheme").asString("").toLowerCase(Locale.ROOT));
      case "apiKey" -> apiKey(scheme);
      case "oauth2" -> oauth2(scheme.path("flows"), scopes);
      case "openIdConnect" ->
          bearer(
              "unsure: the document names OpenID Connect, and not where a program gets its token");
      default -> false;
    };
  }

  private boolean http(String scheme) {
    if (scheme.equals("basic")) {
      authentication.put("basic", new Draft());
      refer("username", "USERNAME");
      refer("password", "PASSWORD");
      return true;
    }
    return scheme.equals("bearer")
        && bearer(
            "a token that may make and remove accounts; where one has to sign in for it, say oauth2 or session");
  }

  private boolean bearer(String remark) {
    authentication.put("bearer", new Draft());
    remarks.add(remark);
    refer("bearer", "TOKEN");
    return true;
  }

  private boolean apiKey(JsonNode scheme) {
    String in = scheme.path("in").asString("");
    if (!in.equals("header") && !in.equals("query")) {
      return false;
    }
    authentication.put("apiKey", new Draft().put(in, scheme.path("name").asString("")));
    refer("apiKey", "API_KEY");
    return true;
  }

  private boolean oauth2(JsonNode flows, JsonNode scopes) {
    boolean byClient = flows.has("clientCredentials");
    JsonNode flow = byClient ? flows.path("clientCredentials") : flows.path("password");
    if (flow.isMissingNode()) {
      return bearer(
          "unsure: the document names OAuth2 only for people in a browser; this takes a token as it is");
    }
    Draft said = new Draft().put("grant", byClient ? "clientCredentials" : "password");
    said.put("path", tokenPath(flow.path("tokenUrl").asString("")));
    String scope =
        StreamSupport.stream(scopes.spliterator(), false)
            .map(JsonNode::asString)
            .filter(each -> each.matches("[!-z|~]+"))
            .collect(Collectors.joining(" "));
    if (!scope.isEmpty()) {
      said.put("form", new Draft().put("scope", scope));
    }
    authentication.put("oauth2", said);
    if (!byClient) {
      refer("username", "USERNAME");
      refer("password", "PASSWORD");
    }
    refer("clientId", "CLIENT_ID");
    refer("clientSecret", "CLIENT_SECRET");
    return true;
  }

  /** Beneath the service's URL where it is there, else all of it. */
  private String tokenPath(String said) {
    String whole = said;
    try {
      whole = URI.create(base + "/").resolve(said).toString();
    } catch (IllegalArgumentException e) {
      remarks.add("unsure: the document's tokenUrl is no URL");
    }
    String plain = whole.replaceAll("[?#{}].*", "");
    if (plain.startsWith(base + "/")) {
      return plain.substring(base.length());
    }
    remarks.add(
        "the token comes from another place than the service; its host must be allowed too");
    return plain;
  }

  private void refer(String name, String variable) {
    credentials.put(name, "${env:" + prefix + variable + "}");
  }
}
