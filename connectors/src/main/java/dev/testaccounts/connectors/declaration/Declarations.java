package dev.testaccounts.connectors.declaration;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.ServiceSpec;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what was said to a service's connector, whole and strictly. Stateless. */
public final class Declarations {

  /** The recipe of a service that declares its operations itself. */
  public static final String HTTP = "http";

  /** The recipe of a service that is talked to by a bundle. */
  public static final String CONNID = "connid";

  /** The recipe of a service that speaks SCIM. */
  public static final String SCIM = "scim";

  private static final Set<String> OVER_HTTP = Set.of("http", "https");

  private static final Set<String> WORDS =
      Stream.concat(
              Stream.of("authentication"),
              Stream.of(OperationName.values()).map(OperationName::word))
          .collect(Collectors.toUnmodifiableSet());

  private static final String HERE = "connector";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Declarations() {}

  /** The declaration of a service, or the first mistake in it and where that is. */
  public static Result<Declaration> read(ServiceSpec spec) {
    try {
      return Result.ok(declaration(spec));
    } catch (InvalidDeclarationException e) {
      return Result.refused(new Problem.Invalid("invalid-request", e.detail()));
    }
  }

  /** Whom to trust on a TLS connection to a service; null for the system's choice. */
  public static @Nullable TlsRule tls(ServiceSpec spec) {
    try {
      return TlsRule.read(settings(spec).optional("tls"));
    } catch (InvalidDeclarationException e) {
      return null;
    }
  }

  /** What is wrong with what was said to the simple recipe, which asks for no more than TLS. */
  public static Optional<Problem> problemWithSimple(ServiceSpec spec) {
    try {
      TlsRule.read(settings(spec).object(Set.of("tls")).optional("tls"));
      return Optional.empty();
    } catch (InvalidDeclarationException e) {
      return Optional.of(new Problem.Invalid("invalid-request", e.detail()));
    }
  }

  /** What a service leaves to a bundle, or the first mistake in it and where that is. */
  public static Result<BundleDeclaration> readBundle(ServiceSpec spec) {
    try {
      Said said = settings(spec).object(Set.of(CONNID, "tls"));
      Said tls = said.optional("tls");
      if (TlsRule.read(tls) != null
          && tls != null
          && !"ldaps".equalsIgnoreCase(spec.url().getScheme())) {
        throw tls.refused(
            "expected a url of ldaps:// with it, got " + spec.url().getScheme() + "://");
      }
      return Result.ok(
          BundleReader.read(
              said.required(CONNID, "a bundle and how accounts are kept by it"),
              vocabulary(spec),
              spec.url().getScheme()));
    } catch (InvalidDeclarationException e) {
      return Result.refused(new Problem.Invalid("invalid-request", e.detail()));
    }
  }

  /**
   * What a service that speaks SCIM says of itself, or the first mistake in it and where that is.
   */
  public static Result<ScimDeclaration> readScim(ServiceSpec spec) {
    try {
      Said said = settings(spec).object(Set.of(SCIM, "tls"));
      TlsRule.read(said.optional("tls"));
      return Result.ok(
          ScimReader.read(
              said.required(SCIM, "how accounts are kept by SCIM, {} for as usual"),
              vocabulary(spec)));
    } catch (InvalidDeclarationException e) {
      return Result.refused(new Problem.Invalid("invalid-request", e.detail()));
    }
  }

  private static Vocabulary vocabulary(ServiceSpec spec) {
    return new Vocabulary(Set.of(), spec.credentials().keySet(), new HashSet<>(spec.dependsOn()));
  }

  /** Why a service that is not a bundle's cannot be at its URL; empty where it can. */
  public static Optional<Problem> problemWithScheme(ServiceSpec spec) {
    String scheme = String.valueOf(spec.url().getScheme()).toLowerCase(Locale.ROOT);
    return OVER_HTTP.contains(scheme)
        ? Optional.empty()
        : Optional.of(
            new Problem.Invalid(
                "invalid-url",
                "url: expected http:// or https:// for the recipe '"
                    + spec.recipe()
                    + "', got "
                    + scheme
                    + "://"));
  }

  /**
   * Where accounts are at the service's URL, as far as it is said apart from how they are talked
   * of: by a recipe's parameter, a path of SCIM, or the name of an entry. For comparison only.
   */
  public static String place(ServiceSpec spec) {
    try {
      Said said = settings(spec);
      return switch (spec.recipe()) {
        case SCIM -> "" + said.node().at("/scim/path");
        case CONNID ->
            "%s %s %s"
                .formatted(
                    said.node().at("/connid/bundle"),
                    said.node().at("/connid/name"),
                    said.node().at("/connid/configuration/baseContexts"));
        default -> Recipes.names().contains(spec.recipe()) ? parts(spec.recipe(), said) : "";
      };
    } catch (InvalidDeclarationException e) {
      return "";
    }
  }

  private static String parts(String name, Said said) {
    Recipe recipe = Recipes.recipe(name);
    Said given = said.optional("parameters");
    Map<String, String> values = new LinkedHashMap<>(recipe.parameters());
    values.putAll(given == null ? Map.of() : given.map(Said::text));
    return recipe.place().stream().map(each -> each + "=" + values.get(each)).toList().toString();
  }

  private static Declaration declaration(ServiceSpec spec) {
    Said said = settings(spec).object(Set.of(HTTP, "parameters", "tls"));
    Said given = said.optional("parameters");
    Map<String, String> parameters = given == null ? Map.of() : given.map(Said::text);
    if (spec.recipe().equals(HTTP)) {
      return read(spec, said.required(HTTP, "the operations of the service"), parameters, said);
    }
    Recipe recipe = Recipes.recipe(spec.recipe());
    return read(
        spec,
        recipe.http(difference(said.optional(HTTP))),
        recipe.values(parameters, HERE + ".parameters"),
        said);
  }

  /** What is left out is gone when the rest is read: a slip in its name is told here. */
  private static @Nullable Said difference(@Nullable Said own) {
    return own == null ? null : own.object(WORDS);
  }

  private static Said settings(ServiceSpec spec) {
    try {
      JsonNode node = JSON.readTree(spec.settings());
      return new Said(node, HERE).object();
    } catch (JacksonException e) {
      throw new InvalidDeclarationException(HERE, "expected a JSON object");
    }
  }

  private static Declaration read(
      ServiceSpec spec, Said http, Map<String, String> parameters, Said said) {
    Vocabulary vocabulary =
        new Vocabulary(
            parameters.keySet(), spec.credentials().keySet(), new HashSet<>(spec.dependsOn()));
    Declaration declaration =
        new Declaration(
            operations(http, vocabulary),
            new AuthenticationReader(vocabulary).read(http.optional("authentication")),
            parameters,
            TlsRule.read(said.optional("tls")));
    Completeness.check(http, declaration);
    return declaration;
  }

  private static Map<OperationName, Operation> operations(Said http, Vocabulary vocabulary) {
    Map<OperationName, Said> found = new LinkedHashMap<>();
    http.object(WORDS);
    for (OperationName name : OperationName.values()) {
      @Nullable Said operation = http.optional(name.word());
      if (operation != null) {
        found.put(name, operation);
      }
    }
    Map<OperationName, Operation> operations = new EnumMap<>(OperationName.class);
    found.forEach((name, each) -> operations.put(name, Operation.read(name, each, vocabulary)));
    return operations;
  }
}
