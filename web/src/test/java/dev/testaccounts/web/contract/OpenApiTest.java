package dev.testaccounts.web.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.api.WireFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document is sound: references lead somewhere, schemas are schemas, examples are examples. */
class OpenApiTest {

  private static final OpenApi OPEN_API = OpenApi.shipped();
  private static final Contract CONTRACT = Contract.shipped();

  @Test
  void every_reference_leads_somewhere() {
    List<String> references = new ArrayList<>();
    walk(
        OPEN_API.document(),
        "",
        (path, node) -> {
          if (node.has("$ref")) {
            references.add(path);
            OPEN_API.resolved(node);
          }
        });

    assertThat(references).hasSizeGreaterThan(100);
  }

  @Test
  void planted_dangling_reference_trips() {
    JsonNode planted = WireFormat.mapper().readTree("{\"$ref\":\"#/components/schemas/Nothing\"}");

    assertThatThrownBy(() -> OPEN_API.resolved(planted)).hasMessageContaining("leads nowhere");
  }

  @Test
  void every_schema_is_a_schema() {
    var metaschema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    List<String> seen = new ArrayList<>();
    walk(
        OPEN_API.document(),
        "",
        (path, node) -> {
          if (node.has("schema")) {
            seen.add(path);
            assertThat(metaschema.validate(node.get("schema"))).as(path).isEmpty();
          }
        });
    for (var schema : OPEN_API.document().at("/components/schemas").properties()) {
      assertThat(metaschema.validate(schema.getValue())).as(schema.getKey()).isEmpty();
    }

    assertThat(seen).isNotEmpty();
    assertThat(metaschema.validate(WireFormat.mapper().readTree("{\"type\":7}"))).isNotEmpty();
  }

  @Test
  void every_example_fits_its_schema() {
    List<String> seen = new ArrayList<>();
    walk(
        OPEN_API.document(),
        "",
        (path, node) -> {
          if (!node.has("examples")) {
            return;
          }
          if (node.get("examples").isArray()) {
            node.get("examples").forEach(example -> fits(seen, path, node, example));
          } else if (node.has("schema")) {
            node.get("examples")
                .forEach(example -> fits(seen, path, node.get("schema"), example.get("value")));
          }
        });

    assertThat(seen).hasSizeGreaterThan(30);
  }

  @Test
  void operations_have_unique_ids_summaries_and_common_answers() {
    List<String> ids =
        OPEN_API.operations().stream()
            .map(operation -> operation.node().path("operationId").asString())
            .toList();

    assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
    for (OpenApi.Operation operation : OPEN_API.operations()) {
      assertThat(operation.node().path("summary").asString()).as("%s", operation).isNotEmpty();
      assertThat(operation.node().path("responses").propertyNames())
          .as("%s", operation)
          .contains("421", "500", "503")
          .anyMatch(status -> status.startsWith("2"));
      if (!operation.method().equals("GET")) {
        assertThat(operation.node().path("responses").propertyNames())
            .as("%s", operation)
            .contains("403");
      }
    }
  }

  @Test
  void problem_codes_are_all_listed() {
    List<String> listed = new ArrayList<>();
    OPEN_API
        .document()
        .at("/components/schemas/ProblemCode/enum")
        .forEach(code -> listed.add(code.asString()));

    assertThat(listed)
        .containsExactlyElementsOf(
            Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList());
  }

  private void fits(List<String> seen, String path, JsonNode schema, JsonNode example) {
    seen.add(path);
    assertThat(CONTRACT.valueProblems(schema, example)).as(path).isEmpty();
  }

  private static void walk(JsonNode node, String path, BiConsumer<String, JsonNode> visitor) {
    if (node.isObject()) {
      visitor.accept(path, node);
      node.properties()
          .forEach(entry -> walk(entry.getValue(), path + "/" + entry.getKey(), visitor));
    } else {
      node.forEach(item -> walk(item, path + "[]", visitor));
    }
  }
}
