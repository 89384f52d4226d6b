package dev.testaccounts.connectors.declaration;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads how calls prove who makes them. */
final class AuthenticationReader {

  private static final String CLIENT_CREDENTIALS = "clientCredentials";
  private static final String PASSWORD = "password";
  private static final Set<String> KINDS =
      Set.of("none", "basic", "bearer", "apiKey", "oauth2", "session", "aws");

  private final Vocabulary vocabulary;

  AuthenticationReader(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  AuthenticationRule read(@Nullable Said said) {
    if (said == null) {
      return byCredentials();
    }
    if (said.object(KINDS).node().size() != 1) {
      throw said.expected("exactly one of " + new TreeSet<>(KINDS));
    }
    String kind = said.node().propertyNames().iterator().next();
    Said options = said.required(kind, "its options, {} for none").object();
    return switch (kind) {
      case "basic" -> basic(options.object(Set.of()));
      case "bearer" -> bearer(options.object(Set.of()));
      case "apiKey" -> apiKey(options);
      case "oauth2" -> oauth2(options);
      case "session" -> session(options);
      case "aws" -> aws(options);
      default -> new AuthenticationRule.None();
    };
  }

  /** What goes by itself with the credentials that there are. */
  private AuthenticationRule byCredentials() {
    if (vocabulary.credentials().contains("bearer")) {
      return new AuthenticationRule.Bearer();
    }
    return vocabulary.credentials().containsAll(Set.of("username", PASSWORD))
        ? new AuthenticationRule.Basic()
        : new AuthenticationRule.None();
  }

  private AuthenticationRule basic(Said said) {
    require(said, "username", PASSWORD);
    return new AuthenticationRule.Basic();
  }

  private AuthenticationRule bearer(Said said) {
    require(said, "bearer");
    return new AuthenticationRule.Bearer();
  }

  private AuthenticationRule apiKey(Said said) {
    said.object(Set.of("header", "query", "prefix"));
    require(said, "apiKey");
    Said header = said.optional("header");
    Said query = said.optional("query");
    if ((header == null) == (query == null)) {
      throw said.expected("exactly one of header and query");
    }
    if (header != null && !RequestTemplate.header(header.text())) {
      throw header.refused("the name '" + Said.shown(header.text()) + "' cannot be used here");
    }
    return header != null
        ? new AuthenticationRule.ApiKey(
            AuthenticationRule.ApiKey.Where.HEADER, header.text(), said.text("prefix", ""))
        : new AuthenticationRule.ApiKey(
            AuthenticationRule.ApiKey.Where.QUERY, said.required("query", "a name").text(), "");
  }

  private AuthenticationRule oauth2(Said said) {
    said.object(Set.of("grant", "path", "clientIn", "clientId", "form"));
    boolean inHeader = inHeader(said);
    Said clientId = said.optional("clientId");
    Said grant = said.required("grant", CLIENT_CREDENTIALS + " or " + PASSWORD);
    boolean byPassword = grant.text().equals(PASSWORD);
    if (!byPassword && !grant.text().equals(CLIENT_CREDENTIALS)) {
      throw grant.expected(CLIENT_CREDENTIALS + " or " + PASSWORD);
    }
    require(said, byPassword ? List.of("username", PASSWORD) : List.of("clientSecret"));
    if (inHeader) {
      require(
          said, clientId == null ? List.of("clientId", "clientSecret") : List.of("clientSecret"));
    }
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request.set("path", said.required("path", "the path of the token endpoint").node());
    request.set("form", form(said, byPassword, inHeader));
    return new AuthenticationRule.OAuth2(
        RequestTemplate.read(new Said(request, said.path()), "POST", vocabulary, false),
        inHeader,
        clientId == null ? null : clientId.text());
  }

  private static boolean inHeader(Said said) {
    Said in = said.optional("clientIn");
    if (in != null && !Set.of("body", "header").contains(in.text())) {
      throw in.expected("body or header");
    }
    return in != null && in.text().equals("header");
  }

  private ObjectNode form(Said said, boolean byPassword, boolean inHeader) {
    ObjectNode form = JsonNodeFactory.instance.objectNode();
    form.put("grant_type", byPassword ? PASSWORD : "client_credentials");
    if (byPassword) {
      form.put("username", "{{credentials.username}}").put(PASSWORD, "{{credentials.password}}");
    }
    if (!inHeader) {
      form.put("client_id", said.text("clientId", "{{credentials.clientId}}"));
      if (vocabulary.credentials().contains("clientSecret")) {
        form.put("client_secret", "{{credentials.clientSecret}}");
      }
    }
    Said more = said.optional("form");
    if (more != null) {
      more.object().node().properties().forEach(each -> form.set(each.getKey(), each.getValue()));
    }
    return form;
  }

  private AuthenticationRule session(Said said) {
    Set<String> fields = new TreeSet<>(RequestTemplate.FIELDS);
    fields.add("cookie");
    fields.addAll(Set.of("success", "page"));
    said.object(fields);
    Said cookie = said.optional("cookie");
    return new AuthenticationRule.Session(
        RequestTemplate.read(said, "POST", vocabulary, false),
        cookie == null ? null : cookie.text(),
        AnswerRule.success(said),
        page(said.optional("page")));
  }

  private AuthenticationRule aws(Said said) {
    said.object(Set.of("service", "region"));
    require(said, "accessKeyId", "secretAccessKey");
    Said region = said.optional("region");
    return new AuthenticationRule.Aws(
        said.required("service", "what the service is called, such as cognito-idp").text(),
        region == null ? null : region.text());
  }

  private static @Nullable String page(@Nullable Said page) {
    if (page != null && !page.text().startsWith("/")) {
      throw page.expected("a path that begins with /");
    }
    return page == null ? null : page.text();
  }

  private void require(Said said, String... names) {
    require(said, List.of(names));
  }

  private void require(Said said, List<String> names) {
    if (!vocabulary.credentials().containsAll(names)) {
      throw said.refused(
          "expected the service's credentials "
              + names
              + ", got "
              + new TreeSet<>(vocabulary.credentials()));
    }
  }
}
