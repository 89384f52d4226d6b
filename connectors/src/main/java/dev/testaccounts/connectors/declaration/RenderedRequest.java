package dev.testaccounts.connectors.declaration;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request without variables.
 *
 * @param path beneath the service's URL, or a whole URL
 * @param query in the order of the declaration, not yet encoded
 * @param basic who signs in with it by HTTP Basic; null for nobody
 * @param body null where there is none
 */
public record RenderedRequest(
    String method,
    String path,
    List<Parameter> query,
    Map<String, String> headers,
    @Nullable Basic basic,
    @Nullable Body body) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The name and password of HTTP Basic (RFC 7617). */
  public record Basic(String username, String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return "Basic[" + username + "]";
    }
  }

  /**
   * What is sent.
   *
   * @param type its Content-Type
   */
  public record Body(String type, String text) {}

  /** Where it goes. */
  public URI uri(URI base) {
    String target = path.startsWith("/") ? base + path : path;
    String mark = target.contains("?") ? "&" : "?";
    return URI.create(query.isEmpty() ? target : target + mark + Parameter.encoded(query));
  }

  /** The same for a whole URL, query and all. */
  public RenderedRequest at(String url) {
    return new RenderedRequest(method, url, List.of(), headers, basic, body);
  }

  /** The same with another header. */
  public RenderedRequest withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new RenderedRequest(method, path, query, more, basic, body);
  }

  /** The same with another query parameter. */
  public RenderedRequest withParameter(String name, String value) {
    List<Parameter> more = new ArrayList<>(query);
    more.removeIf(each -> each.name().equals(name));
    more.add(new Parameter(name, value));
    return new RenderedRequest(method, path, more, headers, basic, body);
  }

  /** The same with another text in its body, which must be a JSON object. */
  public RenderedRequest withField(String name, String value) {
    if (body == null || !(JSON.readTree(body.text()) instanceof ObjectNode object)) {
      throw new IllegalStateException("the body was checked to be a JSON object");
    }
    String text = object.put(name, value).toString();
    return new RenderedRequest(method, path, query, headers, basic, new Body(body.type(), text));
  }

  /** Without headers, query and body: they may hold secrets. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
