package dev.testaccounts.app.config;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.testaccounts.api.Durations;
import dev.testaccounts.api.ServiceBody;
import dev.testaccounts.connectors.HttpConnectors;
import dev.testaccounts.core.job.DeletionCap;
import dev.testaccounts.core.job.Retention;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.web.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads {@code tam.yaml}: YAML, then the schema that ships with it, then our words. The first
 * problem is told with its line.
 */
public final class TamYaml {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

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
    YamlLines lines = YamlLines.of(YAML, text);
    check(file, root, lines);
    return declared(file, root, lines);
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
      throw new ConfigException(
          file + ":" + (at == null ? 1 : at.getLineNr()) + ": not YAML: " + firstLine(reason));
    }
  }

  private static void check(Path file, JsonNode root, YamlLines lines) throws ConfigException {
    List<Error> errors = schema().validate(root);
    if (!errors.isEmpty()) {
      Error first = errors.getFirst();
      String pointer = first.getInstanceLocation().toString();
      throw new ConfigException(
          file
              + ":"
              + lines.line(pointer)
              + ": "
              + (pointer.isEmpty() ? "(root)" : pointer.substring(1).replace('/', '.'))
              + ": "
              + first.getMessage());
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

  private static Declared declared(Path file, JsonNode root, YamlLines lines)
      throws ConfigException {
    return new Declared(
        list(file, root, lines, "services", TamYaml::service),
        list(file, root, lines, "pools", Documents::readPool),
        guard(root.path("guard")),
        root.path("guard").path("deletionsPerHour").asLong(DeletionCap.standard().perHour()),
        retention(file, root.path("retention")));
  }

  /** A mistake in what is said to a connector is told here, where its line is known. */
  private static Result<ServiceBody> service(JsonNode node, String at) {
    Result<ServiceBody> read = Documents.readService(node, at);
    Optional<Problem> problem =
        switch (read.then(Documents::spec)) {
          case Result.Ok<ServiceSpec>(ServiceSpec spec) -> HttpConnectors.mistake(spec);
          case Result.Refused<ServiceSpec> refused -> Optional.empty();
        };
    return problem
        .map(
            each ->
                Result.<ServiceBody>refused(
                    new Problem.Invalid(each.code(), at + "." + each.detail())))
        .orElse(read);
  }

  private static <T> List<T> list(
      Path file,
      JsonNode root,
      YamlLines lines,
      String name,
      BiFunction<JsonNode, String, Result<T>> read)
      throws ConfigException {
    List<T> result = new ArrayList<>();
    int index = 0;
    for (JsonNode each : root.path(name)) {
      switch (read.apply(each, name + "[" + index++ + "]")) {
        case Result.Ok<T>(T value) -> result.add(value);
        case Result.Refused<T>(Problem problem) ->
            throw new ConfigException(
                file + ":" + lines.lineOf(problem.detail()) + ": " + problem.detail());
      }
    }
    return result;
  }

  private static Guard guard(JsonNode node) {
    return new Guard(
        node.has("allowHosts") ? texts(node.path("allowHosts")) : Guard.loopback().allowHosts(),
        texts(node.path("denyHosts")));
  }

  private static Retention retention(Path file, JsonNode node) throws ConfigException {
    Retention standard = Retention.standard();
    Retention retention =
        new Retention(
            duration(file, node, "tombstones", standard.tombstones()),
            duration(file, node, "events", standard.events()),
            duration(file, node, "leases", standard.leases()),
            duration(file, node, "jobs", standard.jobs()));
    Optional<Problem> problem = retention.problem();
    if (problem.isPresent()) {
      throw new ConfigException(file + ": " + problem.get().detail());
    }
    return retention;
  }

  private static Duration duration(Path file, JsonNode node, String name, Duration otherwise)
      throws ConfigException {
    if (!node.has(name)) {
      return otherwise;
    }
    String text = node.path(name).asString();
    return Durations.parse(text)
        .orElseThrow(
            () ->
                new ConfigException(
                    file
                        + ": retention."
                        + name
                        + ": expected "
                        + Durations.EXPECTED
                        + ", got "
                        + text));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }
}
