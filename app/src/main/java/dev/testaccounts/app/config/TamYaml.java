package dev.testaccounts.app.config;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.testaccounts.api.Durations;
import dev.testaccounts.connectors.HttpConnectors;
import dev.testaccounts.core.job.DeletionCap;
import dev.testaccounts.core.job.Retention;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.pool.EmailDomains;
import dev.testaccounts.core.pool.PoolSpec;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.web.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads {@code tam.yaml}: YAML, then the schema that ships with it, then our words. What is wrong
 * is told with its line, several mistakes together.
 */
public final class TamYaml {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Pattern PARSED_TO = Pattern.compile("line ([0-9]{1,9}), column");

  private TamYaml() {}

  /**
   * Reads a file.
   *
   * @throws ConfigException where it cannot be read or says something that cannot be; the message
   *     names file, line and reason
   */
  public static Declared read(Path file) throws ConfigException {
    String text = text(file);
    JsonNode root = parse(file, text);
    if (root.isMissingNode() || root.isNull()) {
      return Declared.nothing();
    }
    Source source = new Source(file, YamlLines.of(YAML, text));
    refuse(new SchemaMistakes(schema(), source).in(root));
    return declared(root, source);
  }

  private static void refuse(List<String> mistakes) throws ConfigException {
    if (!mistakes.isEmpty()) {
      throw new ConfigException(String.join(System.lineSeparator(), mistakes));
    }
  }

  private static String text(Path file) throws ConfigException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigException(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static JsonNode parse(Path file, String text) throws ConfigException {
    try {
      return YAML.readTree(text);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String reason = Objects.requireNonNullElse(e.getOriginalMessage(), "not YAML");
      throw new ConfigException(file + ":" + line(reason, at) + ": not YAML: " + inWords(reason));
    }
  }

  /** The schema of {@code tam.yaml} as it ships. */
  public static Schema schema() {
    try (InputStream in = TamYaml.class.getResourceAsStream("tam.schema.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Objects.requireNonNull(in), InputFormat.JSON);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Declared declared(JsonNode root, Source source) throws ConfigException {
    List<String> mistakes = new ArrayList<>();
    List<ServiceSpec> services =
        list(root, source, "services", TamYaml::service, ServiceSpec::name, mistakes);
    List<PoolSpec> pools = list(root, source, "pools", TamYaml::pool, PoolSpec::name, mistakes);
    refuse(mistakes);
    JsonNode guard = root.path("guard");
    return new Declared(
        source,
        services,
        movedFrom(root.path("services")),
        pools,
        guard(guard),
        new EmailDomains(texts(guard.path("emailDomains"))),
        guard.path("deletionsPerHour").asLong(DeletionCap.standard().perHour()),
        retention(source, root.path("retention")));
  }

  /** A mistake in what is said to a connector is told here, where its line is known. */
  private static Result<ServiceSpec> service(JsonNode node, String at) {
    return Documents.readService(node, at)
        .then(
            body ->
                located(
                    at,
                    Documents.movedFrom(body)
                        .then(from -> Documents.spec(body))
                        .then(
                            spec ->
                                HttpConnectors.mistake(spec)
                                    .map(Result::<ServiceSpec>refused)
                                    .orElseGet(() -> Result.ok(spec)))));
  }

  private static Map<String, URI> movedFrom(JsonNode services) {
    Map<String, URI> movedFrom = new HashMap<>();
    for (JsonNode each : services) {
      if (Documents.readService(each, "").then(Documents::movedFrom)
          instanceof Result.Ok<Optional<URI>>(Optional<URI> from)) {
        from.ifPresent(url -> movedFrom.put(each.path("name").asString(), url));
      }
    }
    return movedFrom;
  }

  private static Result<PoolSpec> pool(JsonNode node, String at) {
    return Documents.readPool(node, at).then(body -> located(at, Documents.spec(body)));
  }

  private static <T> Result<T> located(String at, Result<T> read) {
    return switch (read) {
      case Result.Ok<T> ok -> ok;
      case Result.Refused<T>(Problem problem) ->
          Result.refused(new Problem.Invalid(problem.code(), at + "." + problem.detail()));
    };
  }

  /** Those that can be read; what is wrong with the others is a mistake. */
  private static <T> List<T> list(
      JsonNode root,
      Source source,
      String name,
      BiFunction<JsonNode, String, Result<T>> read,
      Function<T, String> called,
      List<String> mistakes) {
    List<T> result = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int index = 0;
    for (JsonNode each : root.path(name)) {
      String at = name + "[" + index++ + "]";
      switch (read.apply(each, at)) {
        case Result.Ok<T>(T value) when names.add(called.apply(value)) -> result.add(value);
        case Result.Ok<T>(T value) ->
            mistakes.add(
                source.told(
                    at, "name: expected each once, got '" + called.apply(value) + "' again"));
        case Result.Refused<T>(Problem problem) -> mistakes.add(source.told(problem.detail()));
      }
    }
    return result;
  }

  private static Guard guard(JsonNode node) {
    return new Guard(
        node.has("allowHosts") ? texts(node.path("allowHosts")) : Guard.loopback().allowHosts(),
        texts(node.path("denyHosts")));
  }

  private static Retention retention(Source source, JsonNode node) throws ConfigException {
    Retention standard = Retention.standard();
    Retention retention =
        new Retention(
            duration(source, node, "tombstones", standard.tombstones()),
            duration(source, node, "events", standard.events()),
            duration(source, node, "leases", standard.leases()),
            duration(source, node, "jobs", standard.jobs()));
    Optional<Problem> problem = retention.problem();
    if (problem.isPresent()) {
      throw new ConfigException(source.told(problem.get().detail()));
    }
    return retention;
  }

  private static Duration duration(Source source, JsonNode node, String name, Duration otherwise)
      throws ConfigException {
    if (!node.has(name)) {
      return otherwise;
    }
    String text = node.path(name).asString();
    return Durations.parse(text)
        .orElseThrow(
            () ->
                new ConfigException(
                    source.told(
                        "retention."
                            + name
                            + ": expected "
                            + Durations.EXPECTED
                            + ", got "
                            + text)));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  /** Where the parser was; where it does not say, the last it had understood. */
  private static int line(String reason, @Nullable TokenStreamLocation understood) {
    int otherwise = understood == null ? 1 : understood.getLineNr();
    return PARSED_TO
        .matcher(reason)
        .results()
        .map(found -> Integer.parseInt(found.group(1)))
        .reduce(otherwise, (before, last) -> last);
  }

  /** What the parser was at, and what it met there; not the text around it. */
  private static String inWords(String reason) {
    return reason
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith(" "))
        .collect(Collectors.joining(": "));
  }
}
