package dev.testaccounts.connectors.declaration;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/** The name and password that an account itself signs in with by HTTP Basic (RFC 7617). */
record BasicTemplate(Template username, Template password) {

  static @Nullable BasicTemplate read(@Nullable Said said, Vocabulary vocabulary) {
    if (said == null) {
      return null;
    }
    said.object(Set.of("username", "password"));
    return new BasicTemplate(
        template(said, "username", "{{account.username}}", vocabulary),
        template(said, "password", "{{account.password}}", vocabulary));
  }

  private static Template template(
      Said said, String name, String otherwise, Vocabulary vocabulary) {
    Said own = said.optional(name);
    Said text =
        own == null ? new Said(StringNode.valueOf(otherwise), said.path() + "." + name) : own;
    return Template.of(text, Place.WHOLE, vocabulary, true);
  }

  boolean any(Predicate<Template> which) {
    return which.test(username) || which.test(password);
  }

  RenderedRequest.Basic render(Variables variables) throws MissingValueException {
    String name = username.render(variables);
    if (name.contains(":")) {
      throw new MissingValueException("a name with a colon cannot sign in by HTTP Basic: " + name);
    }
    return new RenderedRequest.Basic(name, password.render(variables));
  }
}
