package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.app.Server;
import dev.testaccounts.app.Settings;
import dev.testaccounts.app.StartException;
import dev.testaccounts.app.config.Declared;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL, with one key. */
class SharedStoreTest {

  @TempDir Path folder;

  private Server server(String store) throws StartException {
    return Server.start(
        new Settings(folder.resolve("keys"), store, "127.0.0.1", 0, Declared.nothing()));
  }

  @Test
  void what_one_server_commits_the_other_knows() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      String store =
          "jdbc:postgresql://postgres:x@127.0.0.1:%d/postgres".formatted(postgres.getPort());
      try (Server first = server(store);
          Server second = server(store)) {
        String service = "{\"name\":\"shop\",\"url\":\"http://localhost:1\"}";

        Wire.Answer made = new Wire(first.url()).post("/v1/services", service);

        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        assertThat(new Wire(second.url()).get("/v1/services/shop").status()).isEqualTo(200);
        assertThat(new Wire(second.url()).get("/health").status()).isEqualTo(200);
      }
    }
  }

  @Test
  void a_store_that_cannot_be_reached_is_named_without_its_password() {
    assertThatThrownBy(() -> server("jdbc:postgresql://tam:s3cret@127.0.0.1:1/accounts"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/accounts")
        .hasMessageNotContaining("s3cret");
  }
}
