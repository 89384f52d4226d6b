package dev.testaccounts.testkit.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Listing.Listed;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import dev.testaccounts.testkit.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The checks of what a connector asks: whether an account is there, which are, who gets in. */
abstract class QuestionChecks extends CertifiedConnector {

  @Test
  final void a_question_is_answered_by_what_is_there() throws Exception {
    Identity ann = created();
    if (can(Capability.EXISTS)) {
      assertThat(connector.exists(ann)).isInstanceOf(Reply.Done.class);
      assertThat(connector.exists(somebody())).isEqualTo(new Reply.Absent());
    }
    if (can(Capability.SIGN_IN)) {
      assertThat(connector.signIn(ann)).isInstanceOf(SignIn.In.class);
      assertThat(connector.signIn(withSecondPassword(ann))).isInstanceOf(SignIn.Refused.class);
    }
    if (can(Capability.CHECK)) {
      assertThat(connector.check()).isInstanceOf(Reply.Done.class);
    }
  }

  @Test
  final void a_question_whose_answer_was_lost_tells_nothing() {
    assertTellsNothingWith(Fault.LOST_REPLY);
  }

  @Test
  final void a_question_to_a_sick_service_tells_nothing() {
    assertTellsNothingWith(Fault.SICK);
  }

  private void assertTellsNothingWith(Fault fault) {
    Identity ann = created();
    if (can(Capability.EXISTS)) {
      plant(fault, Remote.EXISTS);
      assertTellsNothing(connector.exists(ann));
    }
    if (can(Capability.SIGN_IN) && (fault != Fault.SICK || fixture.tellsSickFromRefused())) {
      plant(fault, Remote.SIGN_IN);
      assertThat(connector.signIn(ann)).isInstanceOf(SignIn.Untold.class);
    }
    if (can(Capability.LIST)) {
      plant(fault, Remote.LIST);
      assertUntold(connector.list(null));
    }
  }

  @Test
  final void every_page_of_a_list_is_read_and_none_twice() {
    if (!can(Capability.LIST)) {
      return;
    }
    List<String> made = aPageAndOne();

    List<String> found = new ArrayList<>();
    int parts = 0;
    String from = null;
    do {
      Listing.Part part = part(from);
      part.accounts().stream().map(Listed::username).forEach(found::add);
      parts++;
      from = part.next();
    } while (from != null);

    assertThat(found).containsAll(made).doesNotHaveDuplicates();
    assertThat(parts > 1).as("%s parts", parts).isEqualTo(paged());
  }

  @Test
  final void a_page_that_does_not_come_is_not_the_end_of_the_list() {
    if (!can(Capability.LIST)) {
      return;
    }
    List<String> made = aPageAndOne();
    String from = paged() ? Objects.requireNonNull(part(null).next()) : null;
    for (Fault fault : List.of(Fault.SICK, Fault.GARBAGE, Fault.DOWN)) {
      plant(fault, Remote.LIST);
      assertUntold(connector.list(from));
    }
    wire.mend();
    assertThat(made).isNotEmpty();
    assertThat(part(null).accounts()).isNotEmpty();
  }

  private boolean paged() {
    return fixture.mostPerPage() < Integer.MAX_VALUE;
  }

  private List<String> aPageAndOne() {
    int count = paged() ? fixture.mostPerPage() + 1 : 2;
    return IntStream.range(0, count).mapToObj(i -> created().username()).toList();
  }

  private Listing.Part part(@Nullable String from) {
    Listing listing = connector.list(from);
    assertThat(listing).isInstanceOf(Listing.Part.class);
    return (Listing.Part) listing;
  }

  /** For lack of an answer, or for one that is none. */
  final void assertQuestionsTellNothing(Identity identity) {
    if (can(Capability.EXISTS)) {
      assertTellsNothing(connector.exists(identity));
    }
    if (can(Capability.SIGN_IN)) {
      assertThat(connector.signIn(identity)).isInstanceOf(SignIn.Untold.class);
    }
    if (can(Capability.LIST)) {
      assertUntold(connector.list(null));
    }
    if (can(Capability.CHECK)) {
      assertTellsNothing(connector.check());
    }
  }

  static void assertUntold(Listing listing) {
    assertThat(listing).isInstanceOf(Listing.Untold.class);
    if (listing instanceof Listing.Untold(Reply reply)) {
      assertTellsNothing(reply);
    }
  }
}
