package dev.testaccounts.connectors.declaration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The recipes that ship as data. Each is read when it is first asked for. */
public final class Recipes {

  private static final Set<String> NAMES =
      Set.of(
          "keycloak",
          "rabbitmq",
          "ejabberd",
          "auth0",
          "okta",
          "cognito",
          "firebase",
          "gitlab",
          "gitea");

  private static final Map<String, Recipe> READ = new ConcurrentHashMap<>();

  private Recipes() {}

  /** Made for the first recipe: a server that needs none starts without it. */
  private static final class Yaml {
    private static final YAMLMapper MAPPER = YAMLMapper.builder().build();
  }

  public static Set<String> names() {
    return NAMES;
  }

  static Recipe recipe(String name) {
    if (!NAMES.contains(name)) {
      throw new InvalidDeclarationException(
          "connector.recipe", "expected one of " + new TreeSet<>(NAMES) + ", got '" + name + "'");
    }
    return READ.computeIfAbsent(name, Recipes::read);
  }

  private static Recipe read(String name) {
    String file = "/dev/testaccounts/connectors/recipes/" + name + ".yaml";
    try (InputStream in = Objects.requireNonNull(Recipes.class.getResourceAsStream(file), file)) {
      Said said = new Said(Yaml.MAPPER.readTree(in), "recipe " + name);
      return new Recipe(
          name,
          said.required("parameters", "names and defaults, {} for none").map(Said::text),
          said.required("place", "names of parameters, [] for none").items().stream()
              .map(Said::text)
              .toList(),
          said.required("http", "operations"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
