package dev.testaccounts.connectors.declaration;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what is said to a bundle. */
final class BundleReader {

  private static final Set<String> WORDS =
      Set.of("bundle", "configuration", "objectClass", "name", "login", "username", "attributes");

  /** ConnId's word for accounts, whatever a bundle keeps them as. */
  private static final String ACCOUNTS = "__ACCOUNT__";

  private static final String BUNDLE = "[a-z0-9][a-z0-9.-]{0,62}";

  /** Names that ConnId itself gives a meaning: they are said in another way here. */
  private static final String RESERVED = "__.*__";

  private static final Set<String> DIRECTORIES = Set.of("ldap", "ldaps");

  private static final String ONE_VARIABLE = "\\{\\{[^{}]*\\}\\}";

  private BundleReader() {}

  /**
   * @param scheme of the service's URL
   */
  static BundleDeclaration read(Said said, Vocabulary vocabulary, String scheme) {
    said.object(WORDS);
    Said username = said.optional("username");
    return new BundleDeclaration(
        bundle(said.required("bundle", "the name of a bundle, such as ldap")),
        said.text("objectClass", ACCOUNTS),
        username == null ? null : username.text(),
        configuration(said.optional("configuration"), vocabulary),
        name(said.required("name", "what an account is found by"), vocabulary, scheme),
        login(said.optional("login"), vocabulary),
        attributes(said.optional("attributes"), vocabulary));
  }

  /** A name and no path: it becomes that of a file. */
  private static String bundle(Said said) {
    if (!said.text().matches(BUNDLE)) {
      throw said.expected("1 to 63 lower-case letters, digits, dots and hyphens");
    }
    return said.text();
  }

  /** A directory's has parts, of which a value is one; a value that is all of it has its own. */
  private static Template name(Said said, Vocabulary vocabulary, String scheme) {
    boolean parts =
        DIRECTORIES.contains(scheme.toLowerCase(Locale.ROOT)) && !said.text().matches(ONE_VARIABLE);
    return Template.of(said, parts ? Place.DIRECTORY_NAME : Place.WHOLE, vocabulary, true);
  }

  private static @Nullable Template login(@Nullable Said said, Vocabulary vocabulary) {
    return said == null ? null : ofAccount(said, vocabulary);
  }

  private static Template ofAccount(Said said, Vocabulary vocabulary) {
    return Template.of(said, Place.WHOLE, vocabulary, true);
  }

  private static Map<String, Template> attributes(@Nullable Said said, Vocabulary vocabulary) {
    if (said == null) {
      return Map.of();
    }
    Map<String, Template> attributes = said.map(each -> ofAccount(each, vocabulary));
    for (String name : attributes.keySet()) {
      if (name.matches(RESERVED)) {
        throw said.refused(
            "'" + Said.shown(name) + "' is given its value by the bundle's connector itself");
      }
    }
    return attributes;
  }

  private static Map<String, List<Template>> configuration(
      @Nullable Said said, Vocabulary vocabulary) {
    return said == null ? new HashMap<>() : said.map(each -> values(each, vocabulary));
  }

  private static List<Template> values(Said said, Vocabulary vocabulary) {
    return said.node().isArray()
        ? said.items().stream().map(each -> value(each, vocabulary)).toList()
        : List.of(value(said, vocabulary));
  }

  /** Numbers and flags are texts to a bundle, which knows what each of its properties is. */
  private static Template value(Said said, Vocabulary vocabulary) {
    JsonNode node = said.node();
    if (!node.isString() && !node.isBoolean() && !node.isIntegralNumber()) {
      throw said.expected("text, a whole number, true or false, or a list of them");
    }
    Said text = node.isString() ? said : said.asText();
    return Template.of(text, Place.WHOLE, vocabulary, false);
  }
}
