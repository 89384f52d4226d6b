package dev.testaccounts.samples.userservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTest extends RunningService {
  @Test
  void accounts_areListedInOrder() throws Exception {
    caller.create("cid");
    caller.create("ann");
    caller.create("bob");

    assertThat(caller.get("/admin/accounts").body())
        .isEqualTo("{\"count\":3,\"usernames\":[\"ann\",\"bob\",\"cid\"]}");
  }

  @Test
  void stats_countWhatHappened() throws Exception {
    caller.create("ann");
    caller.create("ann");
    caller.delete("ann");
    caller.delete("ann");
    caller.post("/create_account", "{}");
    fault("{\"operation\":\"create\",\"kind\":\"lie\"}");
    caller.create("bob");

    assertThat(service.stats()).isEqualTo(new Stats(4, 2, 1, 1, 1, 1, 0, 1));
    assertThat(caller.get("/admin/stats").body())
        .isEqualTo(
            "{\"createCalls\":4,\"deleteCalls\":2,\"created\":1,\"deleted\":1,\"conflicts\":1,"
                + "\"faultsServed\":1,\"inFlight\":0,\"mostInFlight\":1}");
  }

  @Test
  void forget_startsFromNothing() throws Exception {
    caller.create("ann");

    assertThat(caller.send("DELETE", "/admin/accounts", "").statusCode()).isEqualTo(200);

    assertThat(service.accounts()).isEmpty();
    assertThat(service.history("ann")).isEmpty();
    assertThat(service.stats()).isEqualTo(new Stats(0, 0, 0, 0, 0, 0, 0, 0));
    assertThat(caller.create("ann").statusCode()).isEqualTo(200);
  }

  @Test
  void history_isTheCallsForOneUsernameInOrder() throws Exception {
    caller.create("a b");
    caller.create("other");
    caller.create("a b");
    caller.login("a b", "secret");
    caller.login("a b", "guess");
    fault("{\"operation\":\"delete\",\"kind\":\"lie\"}");
    caller.delete("a%20b");
    fault("{\"operation\":\"delete\",\"kind\":\"lose\"}");
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.delete("a%20b"));
    caller.delete("a%20b");

    assertThat(service.history("a b"))
        .containsExactly(
            new HistoryEntry(Call.CREATE, Outcome.CREATED, null),
            new HistoryEntry(Call.CREATE, Outcome.CONFLICT, null),
            new HistoryEntry(Call.LOGIN, Outcome.SIGNED_IN, null),
            new HistoryEntry(Call.LOGIN, Outcome.REFUSED, null),
            new HistoryEntry(Call.DELETE, Outcome.NONE, "lie"),
            new HistoryEntry(Call.DELETE, Outcome.DELETED, "lose"),
            new HistoryEntry(Call.DELETE, Outcome.ABSENT, null));
    assertThat(caller.get("/admin/history?username=a%20b").body())
        .startsWith("{\"username\":\"a b\",\"history\":[{\"operation\":\"create\",")
        .contains("{\"operation\":\"login\",\"outcome\":\"signed-in\"}")
        .contains("{\"operation\":\"delete\",\"outcome\":\"deleted\",\"fault\":\"lose\"}");
  }

  @Test
  void history_withoutUsername_isRefused() throws Exception {
    assertRefused(caller.get("/admin/history"), "username");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'kind':'fail'} | 500",
        "{'kind':'fail','status':418} | 418",
        "{'kind':'lie','times':1} | 200",
        "{'kind':'garbage'} | 200",
        "{'kind':'redirect','location':'https://example.test/'} | 307"
      },
      quoteCharacter = '"')
  void faults_canBeQueued(String body, int status) throws Exception {
    fault("{\"operation\":\"any\"," + body.replace('\'', '"').substring(1));

    assertThat(caller.create("ann").statusCode()).isEqualTo(status);
    assertThat(service.accounts()).isEmpty();
    assertThat(caller.create("ann").statusCode()).isEqualTo(200);
  }

  @Test
  void faults_hangCanBeQueuedAndCleared() throws Exception {
    fault("{\"operation\":\"create\",\"kind\":\"hang\",\"times\":3}");

    assertThat(caller.send("DELETE", "/admin/faults", "").statusCode()).isEqualTo(200);

    assertThat(caller.create("ann").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'kind':'fail'} | operation",
        "{'operation':'login','kind':'fail'} | operation",
        "{'operation':'CREATE','kind':'fail'} | operation",
        "{'operation':'any'} | kind",
        "{'operation':'any','kind':'explode'} | kind",
        "{'operation':'any','kind':'fail','times':0} | times",
        "{'operation':'any','kind':'fail','times':'3'} | times",
        "{'operation':'any','kind':'fail','times':1.5} | times",
        "{'operation':'any','kind':'fail','status':200} | status",
        "{'operation':'any','kind':'fail','state':503} | state",
        "{'operation':'any','kind':'lie','status':503} | status",
        "{'operation':'any','kind':'redirect'} | location",
        "{'operation':'any','kind':'redirect','location':'/here'} | location",
        "{'operation':'any','kind':'redirect','location':'a b'} | a b",
        "nonsense | JSON"
      },
      quoteCharacter = '"')
  void faults_badInput_isRefusedAndQueuesNothing(String body, String named) throws Exception {
    assertRefused(caller.post("/admin/faults", body.replace('\'', '"')), named);
    assertThat(caller.create("ann").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"millis\":-1}",
        "{\"millis\":600001}",
        "{\"millis\":\"20\"}",
        "{\"millis\":99999999999}",
        "{\"millis\":20,\"seconds\":1}"
      })
  void latency_badInput_isRefused(String body) throws Exception {
    HttpResponse<String> answer = caller.send("PUT", "/admin/latency", body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"");
  }

  private void fault(String body) throws IOException, InterruptedException {
    assertThat(caller.post("/admin/faults", body).statusCode()).isEqualTo(200);
  }

  private static void assertRefused(HttpResponse<String> answer, String named) {
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"").contains(named);
  }
}
