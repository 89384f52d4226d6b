package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Main;
import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.samples.userservice.UserService;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * From a service's own document to a service that passes its check, with nothing written by hand.
 */
class DiscoverTest {

  private static final String PEOPLE =
      """
      {"openapi": "3.1.0",
       "info": {"title": "People"},
       "servers": [{"url": "URL"}],
       "paths": {
         "/people": {"post": {
           "requestBody": {"content": {"application/json": {"schema": {
             "type": "object", "required": ["name", "secret"],
             "properties": {"name": {"type": "string"}, "secret": {"type": "string"}}}}}},
           "responses": {"201": {"description": "made", "content": {"application/json": {"schema": {
             "properties": {"person": {"type": "object", "properties": {"number": {"type": "string"}}}}}}}}}}},
         "/people/{name}": {
           "parameters": [{"name": "name", "in": "path", "required": true, "schema": {"type": "string"}}],
           "get": {"responses": {"200": {"description": "one"}, "404": {"description": "none"}}},
           "put": {
             "requestBody": {"content": {"application/json": {"schema": {
               "type": "object", "required": ["secret"], "properties": {"secret": {"type": "string"}}}}}},
             "responses": {"200": {"description": "changed"}}},
           "delete": {"responses": {"200": {"description": "gone"}, "404": {"description": "none"}}}},
         "/sign-in": {"post": {
           "requestBody": {"content": {"application/json": {"schema": {
             "type": "object", "required": ["name", "secret"],
             "properties": {"name": {"type": "string"}, "secret": {"type": "string"}}}}}},
           "responses": {
             "200": {"description": "in", "content": {"application/json": {"schema": {
               "properties": {"token": {"type": "string"}}}}}},
             "401": {"description": "no"}}}}}}
      """;

  @TempDir private Path folder;

  @Test
  void people_are_connected_from_a_file() throws Exception {
    try (People people = new People()) {
      Path document =
          Files.writeString(
              folder.resolve("people.json"), PEOPLE.replace("URL", people.url().toString()));

      Wire.Answer checked = checked(discovered(document.toString()), "people");

      assertThat(steps(checked)).as(checked.body().toString()).doesNotContain("failed");
      assertThat(checked.body().path("passed").asBoolean()).isTrue();
      assertThat(checked.body().path("removed").asBoolean()).isTrue();
      assertThat(people.passwords).isEmpty();
      String name = checked.text("username");
      assertThat(people.requests)
          .contains(
              "POST /people", "GET /people/" + name, "POST /sign-in", "DELETE /people/" + name)
          .doesNotContain("PUT /people/" + name);
    }
  }

  @Test
  void the_sample_service_is_connected_from_its_URL() throws Exception {
    try (UserService service = UserService.start(UserService.Options.local())) {
      URI document = service.url().resolve("/openapi.yaml");

      Wire.Answer checked = checked(discovered(document.toString()), "user-service");

      assertThat(checked.body().path("passed").asBoolean()).as(checked.body().toString()).isTrue();
      assertThat(service.accounts()).isEmpty();
    }
  }

  private Path discovered(String document) {
    Path proposal = folder.resolve("tam.yaml");
    StringWriter err = new StringWriter();
    CommandLine line = Main.line().setErr(new PrintWriter(err, true));
    assertThat(line.execute("service", "discover", document, "--output", proposal.toString()))
        .as(err.toString())
        .isZero();
    return proposal;
  }

  private Wire.Answer checked(Path proposal, String service) throws Exception {
    Path data = folder.resolve("data");
    try (Server server = Server.start(new Settings(data, "127.0.0.1", 0, TamYaml.read(proposal)))) {
      Wire.Answer checked = new Wire(server.url()).post("/v1/services/" + service + "/check", "");
      assertThat(checked.status()).isEqualTo(200);
      return checked;
    }
  }

  private static List<String> steps(Wire.Answer checked) {
    return StreamSupport.stream(checked.body().path("steps").spliterator(), false)
        .map(step -> step.path("result").asString())
        .toList();
  }
}
