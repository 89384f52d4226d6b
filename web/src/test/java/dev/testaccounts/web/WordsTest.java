package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.account.AccountState;
import dev.testaccounts.core.account.Desired;
import dev.testaccounts.core.account.Observed;
import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.lease.LeaseState;
import dev.testaccounts.core.pool.OnRelease;
import dev.testaccounts.web.contract.OpenApi;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every stored name has its word, and every word is documented. */
class WordsTest {

  private static final OpenApi OPEN_API = OpenApi.shipped();

  @Test
  void stored_names_are_documented() {
    assertThat(documented("AccountState/enum")).isEqualTo(words(AccountState.class));
    assertThat(documented("LeaseState/enum")).isEqualTo(words(LeaseState.class));
    assertThat(documented("OnRelease/enum")).isEqualTo(words(OnRelease.class));
    assertThat(documented("EventView/properties/kind/enum")).isEqualTo(words(Event.Kind.class));
    assertThat(documented("JobView/properties/kind/enum")).isEqualTo(words(Job.Kind.class));
    assertThat(documented("JobItemView/properties/result/enum")).isEqualTo(words(Job.Result.class));
    assertThat(documented("EnrollmentView/properties/desired/enum"))
        .isEqualTo(words(Desired.class));
    assertThat(documented("EnrollmentView/properties/observed/enum"))
        .isEqualTo(words(Observed.class));
  }

  @Test
  void words_are_read_back() {
    assertThat(Words.read(Event.Kind.class, "account-leased")).contains(Event.Kind.ACCOUNT_LEASED);
    assertThat(Words.read(LeaseState.class, "ACTIVE")).isEmpty();
  }

  private static List<String> documented(String schema) {
    List<String> words = new ArrayList<>();
    OPEN_API
        .document()
        .at("/components/schemas/" + schema)
        .forEach(word -> words.add(word.stringValue()));
    return words;
  }

  private static <E extends Enum<E>> List<String> words(Class<E> type) {
    return Stream.of(type.getEnumConstants()).map(Words::of).toList();
  }
}
