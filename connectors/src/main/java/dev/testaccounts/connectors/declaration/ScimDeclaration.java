package dev.testaccounts.connectors.declaration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How a service that speaks SCIM (RFC 7643, RFC 7644) keeps an account. Immutable. */
public final class ScimDeclaration {

  static final String USER = "urn:ietf:params:scim:schemas:core:2.0:User";

  private final String path;
  private final JsonTemplate user;
  private final boolean password;
  private final AuthenticationRule authentication;
  private final @Nullable Operation login;
  private final BulkRule bulk;

  /**
   * @param path where its endpoints begin beneath the service's URL; empty where they do so there
   * @param password whether accounts have one there
   */
  ScimDeclaration(
      String path,
      JsonTemplate user,
      boolean password,
      AuthenticationRule authentication,
      @Nullable Operation login,
      BulkRule bulk) {
    this.path = path;
    this.user = user;
    this.password = password;
    this.authentication = authentication;
    this.login = login;
    this.bulk = bulk;
  }

  public String path() {
    return path;
  }

  public boolean hasPassword() {
    return password;
  }

  public AuthenticationRule authentication() {
    return authentication;
  }

  /** How an account signs in; null where that is not said. */
  public @Nullable Operation login() {
    return login;
  }

  public BulkRule bulk() {
    return bulk;
  }

  /** The account as the service is to have it. */
  public ObjectNode user(Variables values) throws MissingValueException {
    ObjectNode rendered = (ObjectNode) user.render(values);
    withoutEmpty(rendered);
    ArrayNode schemas = rendered.putArray("schemas").add(USER);
    rendered.propertyNames().stream().filter(ScimDeclaration::isSchema).forEach(schemas::add);
    return rendered;
  }

  /** Attributes of an extension stand under the name of its schema (RFC 7643, section 3.3). */
  static boolean isSchema(String attribute) {
    return attribute.startsWith("urn:");
  }

  /**
   * What an account does not have is left out: a service may refuse what is empty. Of an e-mail
   * address without a value, its kind would be left.
   */
  private static boolean withoutEmpty(JsonNode node) {
    if (node instanceof ArrayNode array) {
      array.removeIf(ScimDeclaration::withoutEmpty);
      return array.isEmpty();
    }
    if (node instanceof ObjectNode object) {
      JsonNode value = object.get("value");
      boolean valueless = value != null && withoutEmpty(value);
      object.removeIf(ScimDeclaration::withoutEmpty);
      return valueless || object.isEmpty();
    }
    return node.isString() && node.stringValue().isEmpty();
  }
}
