package dev.testaccounts.testkit.connector;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each flaw that a connector can have is noticed by the check that is there for it. */
class FlawsTest {

  @TempDir private Path folder;

  interface Check {
    void of(ConnectorContract contract) throws Exception;
  }

  static Stream<Arguments> flaws() {
    return Stream.of(
        noticed(
            Flaw.LOST_IS_DONE,
            ConnectorContract::a_create_whose_reply_was_lost_is_undecided_and_not_sent_again),
        noticed(
            Flaw.LOST_IS_NOT_DONE,
            ConnectorContract::a_create_whose_reply_was_lost_is_undecided_and_not_sent_again),
        noticed(
            Flaw.LOST_IS_SENT_AGAIN,
            ConnectorContract::a_create_whose_reply_was_lost_is_undecided_and_not_sent_again),
        noticed(
            Flaw.LOST_IS_SENT_AGAIN,
            ConnectorContract::a_delete_whose_reply_was_lost_is_undecided_and_not_sent_again),
        noticed(
            Flaw.LOST_IS_NOT_DONE,
            ConnectorContract::a_delete_whose_reply_was_lost_is_undecided_and_not_sent_again),
        noticed(
            Flaw.LOST_IS_NOT_DONE,
            ConnectorContract::a_reset_whose_reply_was_lost_is_undecided_and_works_again),
        noticed(Flaw.LOST_IS_NOT_DONE, ConnectorContract::in_a_partial_outage_every_reply_is_true),
        noticed(Flaw.SICK_IS_A_REFUSAL, ConnectorContract::in_a_partial_outage_every_reply_is_true),
        noticed(
            Flaw.ADOPTS_WHAT_IS_THERE,
            ConnectorContract::one_whom_somebody_else_made_is_a_conflict_and_stays_as_he_was),
        noticed(
            Flaw.REPLACES_WHAT_IS_THERE,
            ConnectorContract::one_whom_somebody_else_made_is_a_conflict_and_stays_as_he_was),
        noticed(Flaw.WAITS_FOR_EVER, ConnectorContract::a_slow_answer_is_given_up_in_time),
        noticed(
            Flaw.REMEMBERS_DELETES,
            ConnectorContract::a_delete_that_was_a_lie_is_found_out_by_asking),
        noticed(
            Flaw.BUSY_IS_A_REFUSAL,
            ConnectorContract::too_many_requests_is_not_done_and_the_pause_asked_for_is_kept),
        noticed(
            Flaw.FORGETS_THE_PAUSE,
            ConnectorContract::too_many_requests_is_not_done_and_the_pause_asked_for_is_kept),
        noticed(Flaw.RESETS_NOTHING, ConnectorContract::an_account_is_made_used_and_removed),
        noticed(Flaw.NOBODY_IS_UNDECIDED, ConnectorContract::where_nobody_listens_nothing_was_done),
        noticed(
            Flaw.FAILURE_IS_ABSENCE, ConnectorContract::an_outage_is_neither_absence_nor_refusal),
        noticed(
            Flaw.FAILURE_IS_A_WRONG_PASSWORD,
            ConnectorContract::an_outage_is_neither_absence_nor_refusal),
        noticed(
            Flaw.FAILURE_IS_THE_END_OF_THE_LIST,
            ConnectorContract::an_outage_is_neither_absence_nor_refusal),
        noticed(Flaw.LOST_IS_DONE, ConnectorContract::garbage_tells_nothing),
        noticed(Flaw.FAILURE_IS_ABSENCE, ConnectorContract::garbage_tells_nothing),
        noticed(
            Flaw.BELIEVES_ANY_PAGE,
            ConnectorContract::a_page_of_HTML_is_no_answer_where_answers_are_read),
        noticed(
            Flaw.FAILURE_IS_ABSENCE,
            QuestionChecks::a_question_whose_answer_was_lost_tells_nothing),
        noticed(Flaw.SICK_IS_A_REFUSAL, QuestionChecks::a_question_to_a_sick_service_tells_nothing),
        noticed(Flaw.READS_ONE_PAGE, QuestionChecks::every_page_of_a_list_is_read_and_none_twice),
        noticed(
            Flaw.FAILURE_IS_THE_END_OF_THE_LIST,
            QuestionChecks::a_page_that_does_not_come_is_not_the_end_of_the_list));
  }

  private static Arguments noticed(Flaw flaw, Check check) {
    return argumentSet(flaw.name(), flaw, check);
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void a_flaw_is_noticed(Flaw flaw, Check check) throws Exception {
    PlainContract contract = new PlainContract(flaw);
    contract.lay(folder);
    try {
      assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> check.of(contract));
    } finally {
      contract.close();
    }
  }
}
