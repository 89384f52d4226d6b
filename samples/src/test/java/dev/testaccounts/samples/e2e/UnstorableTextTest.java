package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.config.Declared;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text that PostgreSQL cannot keep is the caller's mistake, whichever store is behind. */
class UnstorableTextTest {

  private static final String ID = "01jd0000000000000000000000";

  /** NUL, and half of a pair; as JSON has them. */
  private static final List<String> TEXTS = List.of("a\\u0000b", "a\\ud800");

  private static final List<String> BODIES =
      List.of(
          "/v1/services {'name':'§','url':'http://localhost:1'}",
          "/v1/services {'name':'x','url':'http://localhost:1/§'}",
          "/v1/services {'name':'x','url':'http://localhost:1','environment':'§'}",
          "/v1/services {'name':'x','url':'http://localhost:1','dependsOn':['§']}",
          "/v1/services {'name':'x','url':'http://localhost:1','credentials':{'bearer':'§'}}",
          "/v1/services {'name':'x','url':'http://localhost:1','connector':{'recipe':'§'}}",
          "/v1/pools {'name':'p','services':['shop'],'attributes':{'k':'§'}}",
          "/v1/pools {'name':'p','services':['shop'],'attributes':{'§':'v'}}",
          "/v1/pools {'name':'p','services':['shop'],'username':'x_{hex:8}§'}",
          "/v1/accounts {'pool':'buyers','count':1,'labels':{'k':'§'}}",
          "/v1/accounts {'pool':'buyers','count':1,'labels':{'§':'v'}}",
          "/v1/accounts {'pool':'§','count':1}",
          "/v1/accounts/" + ID + "/hold {'reason':'§'}",
          "/v1/leases {'pool':'buyers','labels':{'k':'§'}}",
          "/v1/leases {'pool':'buyers','attributes':{'k':'§'}}",
          "/v1/leases {'pool':'buyers','roles':{'§':1}}",
          "/v1/leases/" + ID + "/revoke {'reason':'§'}",
          "/v1/cleanup {'labels':{'k':'§'}}",
          "/v1/cleanup {'run':'§'}",
          "/v1/accounts/reset {'labels':{'§':'v'}}",
          "/create {'service_url':'http://localhost:1/§'}");

  private static final List<String> QUERIES =
      List.of(
          "/v1/accounts?username=a%00b",
          "/v1/accounts?pool=a%00b",
          "/v1/accounts?after=a%00b",
          "/v1/pools?after=a%00b",
          "/v1/leases?label=k:a%00b");

  @TempDir Path folder;

  @Test
  void sqlite() throws Exception {
    try (Server server = Server.start(new Settings(folder, "127.0.0.1", 0, Declared.nothing()))) {
      check(new Wire(server.url()));
    }
  }

  @Test
  void postgres() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String store =
          "jdbc:postgresql://postgres:x@127.0.0.1:%d/postgres".formatted(postgres.getPort());
      Settings settings = new Settings(folder, store, "127.0.0.1", 0, Declared.nothing());
      try (Server server = Server.start(settings)) {
        check(new Wire(server.url()));
      }
    }
  }

  private static void check(Wire wire) throws Exception {
    wire.post("/v1/services", "{\"name\":\"shop\",\"url\":\"http://localhost:1\"}");
    wire.post("/v1/pools", "{\"name\":\"buyers\",\"services\":[\"shop\"]}");
    for (String body : BODIES) {
      for (String text : TEXTS) {
        int space = body.indexOf(' ');
        String json = body.substring(space).replace('\'', '"').replace("§", text);
        Wire.Answer answer = wire.post(body.substring(0, space), json);
        assertThat(answer.status()).as("%s: %s", body, answer).isEqualTo(400);
      }
    }
    for (String query : QUERIES) {
      assertThat(wire.get(query).status()).as(query).isEqualTo(400);
    }
    assertThat(wire.get("/v1/pools/a%00b").text("code")).isEqualTo("no-such-pool");
    assertThat(wire.get("/v1/services/a%00b").text("code")).isEqualTo("no-such-service");
    assertThat(rows(wire)).isEqualTo(400);
  }

  private static int rows(Wire wire) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(wire.uri("/v1/accounts?pool=buyers"))
              .header("Content-Type", "application/x-ndjson")
              .POST(BodyPublishers.ofString("{\"username\":\"a\\u0000b\"}\n"))
              .build();
      return client.send(request, BodyHandlers.ofString()).statusCode();
    }
  }
}
