package dev.testaccounts.connectors.declaration;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request with variables in it. Immutable. */
public final class RequestTemplate {

  static final Set<String> FIELDS =
      Set.of("method", "path", "headers", "query", "json", "form", "raw", "contentType");

  /** A URL up to its path, where no variable is in it. */
  private static final Pattern ELSEWHERE = Pattern.compile("https?://[^/{}]+(?=/|$)");

  private static final Set<String> PROOFS =
      Set.of("authorization", "proxy-authorization", "cookie", "x-api-key");

  private static final Pattern VALUE = Pattern.compile("\\{\\{.*?}}");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

  /** What says how long the message is and where it goes is the client's business. */
  private static final Set<String> RESERVED =
      Set.of("host", "content-length", "content-type", "transfer-encoding", "connection");

  private final String method;
  private final Template path;

  /** The path as it is declared. */
  private final String text;

  /** The path with all of its variables replaced by one letter. */
  private final String shape;

  /** The host that the request goes to if it is not the service's; null where that is not known. */
  private final @Nullable URI elsewhere;

  private final Map<String, Template> headers;
  private final Map<String, Template> query;
  private final @Nullable BasicTemplate basic;
  private final @Nullable BodyTemplate body;

  private RequestTemplate(
      String method,
      Template path,
      String text,
      Map<String, Template> headers,
      Map<String, Template> query,
      @Nullable BasicTemplate basic,
      @Nullable BodyTemplate body) {
    this.method = method;
    this.path = path;
    this.text = text;
    this.shape = VALUE.matcher(text).replaceAll("x");
    this.elsewhere = elsewhere(text);
    this.headers = headers;
    this.query = query;
    this.basic = basic;
    this.body = body;
  }

  static RequestTemplate read(
      Said said, String otherwise, Vocabulary vocabulary, boolean ofAccount) {
    return new RequestTemplate(
        method(said, otherwise),
        path(said, vocabulary, ofAccount),
        said.text("path", ""),
        templates(lines(said.optional("headers")), vocabulary, ofAccount, RequestTemplate::header),
        templates(said.optional("query"), vocabulary, ofAccount, name -> !name.isEmpty()),
        BasicTemplate.read(said.optional("basic"), vocabulary),
        BodyTemplate.read(said, vocabulary, ofAccount));
  }

  private static String method(Said said, String otherwise) {
    Said method = said.optional("method");
    if (method == null) {
      return otherwise;
    }
    String text = method.text();
    if (!METHODS.contains(text)) {
      throw method.expected("one of GET, HEAD, POST, PUT, PATCH, DELETE");
    }
    return text;
  }

  /** Beneath the service's URL, or all of a URL, as an identity provider's is. */
  private static Template path(Said said, Vocabulary vocabulary, boolean ofAccount) {
    Said path = said.required("path", "a path that begins with /");
    String text = path.text();
    if (!(text.startsWith("/") || text.matches("https?://[^{}]+.*"))
        || text.chars().anyMatch(each -> each < ' ')
        || VALUE.matcher(text).replaceAll("").contains("#")) {
      throw path.expected("a path that begins with /, or an http or https URL");
    }
    if (VALUE.matcher(text).replaceAll("").contains("?")) {
      throw path.refused("expected a path without a query; write it under query");
    }
    Optional<String> flaw = flaw(VALUE.matcher(text).replaceAll("x"));
    if (flaw.isPresent()) {
      throw path.refused(flaw.get());
    }
    return Template.of(path, Place.PATH, vocabulary, ofAccount);
  }

  /** Why a path could not stand in a URL, whatever the values in it are; empty where it can. */
  private static Optional<String> flaw(String path) {
    if (path.contains("{") || path.contains("}")) {
      return Optional.of("expected values in two braces, such as {{account.username}}");
    }
    try {
      URI _ = new URI(path.startsWith("/") ? "http://host" + path : path);
      return Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.of("expected a path as a URL has it: " + e.getReason());
    }
  }

  private static Map<String, Template> templates(
      @Nullable Said said, Vocabulary vocabulary, boolean ofAccount, Predicate<String> allowed) {
    if (said == null) {
      return Map.of();
    }
    said.object();
    for (String name : said.node().propertyNames()) {
      if (!allowed.test(name)) {
        throw said.refused("the name '" + Said.shown(name) + "' cannot be used here");
      }
    }
    return said.map(value -> Template.of(value, Place.WHOLE, vocabulary, ofAccount));
  }

  /** A line break in a header would begin another one. */
  private static @Nullable Said lines(@Nullable Said headers) {
    if (headers == null) {
      return null;
    }
    for (Map.Entry<String, JsonNode> each : headers.node().properties()) {
      if (each.getValue().asString("").chars().anyMatch(Character::isISOControl)) {
        throw headers.refused(
            "expected one line for "
                + Said.shown(each.getKey())
                + ", got a control character in it");
      }
    }
    return headers;
  }

  /** Whether a header of ours may be called so (RFC 9110, section 5.1). */
  static boolean header(String name) {
    return name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")
        && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
  }

  boolean uses(String variable) {
    return any(template -> template.uses(variable));
  }

  /** Whether there is no request without a value for it. */
  boolean needs(String variable) {
    return any(template -> template.needs(variable));
  }

  private boolean any(Predicate<Template> which) {
    return which.test(path)
        || headers.values().stream().anyMatch(which)
        || query.values().stream().anyMatch(which)
        || (basic != null && basic.any(which))
        || (body != null && body.any(which));
  }

  /** Whether a header that proves who calls stands here as it is, and not by a reference. */
  boolean holdsSecret() {
    return headers.entrySet().stream()
        .anyMatch(
            each ->
                PROOFS.contains(each.getKey().toLowerCase(Locale.ROOT))
                    && each.getValue().isFixed());
  }

  /** The request as it is to be sent for one account. */
  public RenderedRequest render(Variables variables) throws MissingValueException {
    Map<String, String> said = new LinkedHashMap<>();
    for (Map.Entry<String, Template> header : headers.entrySet()) {
      said.put(header.getKey(), line(header.getKey(), header.getValue().render(variables)));
    }
    List<Parameter> parameters = new ArrayList<>();
    for (Map.Entry<String, Template> each : query.entrySet()) {
      parameters.add(new Parameter(each.getKey(), each.getValue().render(variables)));
    }
    return new RenderedRequest(
        method,
        inPlace(path.render(variables)),
        parameters,
        said,
        basic == null ? null : basic.render(variables),
        body == null ? null : body.render(variables));
  }

  /**
   * A part of a path that is empty, or one or two dots, would make it another one, such as that of
   * all accounts.
   */
  private String inPlace(String rendered) throws MissingValueException {
    if (parts(rendered, String::isEmpty) > parts(shape, String::isEmpty)) {
      throw new MissingValueException("the path would hold nothing where a value should be");
    }
    if (parts(rendered, RequestTemplate::leadsElsewhere)
        > parts(shape, RequestTemplate::leadsElsewhere)) {
      throw new MissingValueException("the path would lead elsewhere by . or .. in a value");
    }
    return rendered;
  }

  private static long parts(String path, Predicate<String> which) {
    return Stream.of(path.split("/", -1)).filter(which).count();
  }

  /** With what some servers leave out of it, too. */
  private static boolean leadsElsewhere(String part) {
    String plain = part.split(";", 2)[0];
    return plain.equals(".") || plain.equals("..");
  }

  private static @Nullable URI elsewhere(String text) {
    Matcher found = ELSEWHERE.matcher(text);
    return found.lookingAt() ? URI.create(found.group()) : null;
  }

  /** The host that the request goes to if it is not the service's; null where that is not known. */
  @Nullable URI elsewhere() {
    return elsewhere;
  }

  /** A line break in a header would begin another one. */
  private static String line(String name, String value) throws MissingValueException {
    if (value.chars().anyMatch(each -> each < ' ' || each == 127)) {
      throw new MissingValueException("the header " + name + " would hold a line break");
    }
    return value;
  }

  /** Method and path as they are declared. */
  @Override
  public String toString() {
    return method + " " + text;
  }
}
