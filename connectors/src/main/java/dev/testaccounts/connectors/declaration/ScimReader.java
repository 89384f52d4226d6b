package dev.testaccounts.connectors.declaration;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what is said of a service that speaks SCIM. */
final class ScimReader {

  private static final Set<String> WORDS =
      Set.of("path", "attributes", "password", "authentication", "login", "bulk");

  /** What TAM itself says of an account, or the service does. */
  private static final Set<String> RESERVED =
      Set.of("schemas", "id", "externalid", "meta", "username", "password", "active");

  private ScimReader() {}

  static ScimDeclaration read(Said said, Vocabulary vocabulary) {
    said.object(WORDS);
    Said flag = said.optional("password");
    boolean password = flag == null || flag.flag();
    Operation login = login(said.optional("login"), vocabulary);
    if (flag != null && !password && login != null) {
      throw flag.refused("expected true, because login proves a password");
    }
    return new ScimDeclaration(
        path(said.optional("path")),
        user(said, said.optional("attributes"), password, vocabulary),
        password,
        new AuthenticationReader(vocabulary).read(said.optional("authentication")),
        login,
        bulk(said.optional("bulk")));
  }

  private static BulkRule bulk(@Nullable Said said) {
    return said == null ? BulkRule.USUAL : BulkRule.read(said);
  }

  private static String path(@Nullable Said said) {
    if (said == null) {
      return "";
    }
    if (!said.text().matches("(/[A-Za-z0-9._~-]+)*/?")) {
      throw said.expected("a path such as /scim/v2");
    }
    return said.text().replaceAll("/$", "");
  }

  private static @Nullable Operation login(@Nullable Said said, Vocabulary vocabulary) {
    return said == null ? null : Operation.read(OperationName.LOGIN, said, vocabulary);
  }

  private static JsonTemplate user(
      Said scim, @Nullable Said declared, boolean password, Vocabulary vocabulary) {
    ObjectNode user = standard(password);
    if (declared != null) {
      declared
          .object()
          .node()
          .properties()
          .forEach(each -> user.set(each.getKey(), each.getValue()));
      refuseReserved(declared);
    }
    Vocabulary ofAccount = new Vocabulary(Set.of(), Set.of(), vocabulary.earlier());
    Said attributes = new Said(user, scim.path() + ".attributes");
    JsonTemplate template = JsonTemplate.read(attributes, ofAccount, true);
    if (template.any(each -> each.uses(Vocabulary.OWN_ID))) {
      throw attributes.refused(Vocabulary.OWN_ID + " is not known yet when create is sent");
    }
    return template;
  }

  private static void refuseReserved(Said declared) {
    for (String name : declared.node().propertyNames()) {
      if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
        throw declared.refused("'" + Said.shown(name) + "' is given its value by the connector");
      }
    }
  }

  private static ObjectNode standard(boolean password) {
    ObjectNode user = JsonNodeFactory.instance.objectNode();
    user.put("userName", "{{account.username}}");
    user.put("externalId", ScimRequests.MARK + "{{account.id}}");
    user.put("active", true);
    if (password) {
      user.put("password", "{{" + Vocabulary.PASSWORD + "}}");
    }
    user.putArray("emails")
        .addObject()
        .put("value", "{{#if account.email}}{{account.email}}{{/if}}")
        .put("type", "work")
        .put("primary", true);
    return user;
  }
}
