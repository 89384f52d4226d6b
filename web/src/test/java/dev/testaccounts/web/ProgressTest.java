package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.job.Job;
import dev.testaccounts.core.kernel.Id;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int pauses;

  @Test
  void a_job_is_told_whenever_it_changed_until_it_ends() throws IOException {
    progress(Integer.MAX_VALUE, job(1, false), job(1, false), job(2, false), job(3, true))
        .write(out);

    assertThat(text())
        .isEqualTo(
            """
            event: progress
            data: {"done":1}

            event: progress
            data: {"done":2}

            event: end
            data: {"done":3}

            """);
    assertThat(pauses).isEqualTo(3);
  }

  @Test
  void a_job_that_stands_still_has_a_heartbeat_and_a_server_that_stops_ends_it()
      throws IOException {
    progress(101, job(1, false)).write(out);

    assertThat(text()).isEqualTo("event: progress\ndata: {\"done\":1}\n\n:\n\n:\n\n");
  }

  @Test
  void a_client_that_went_away_ends_it() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int unit) throws IOException {
            throw new IOException("gone");
          }
        };

    assertThatThrownBy(() -> progress(9, job(1, false)).write(gone))
        .isInstanceOf(IOException.class);
    assertThat(pauses).isZero();
  }

  private Progress progress(int mostPauses, Job... looks) {
    Deque<Job> left = new ArrayDeque<>(List.of(looks));
    return new Progress(
        () -> left.size() > 1 ? left.removeFirst() : left.getFirst(),
        job -> Map.of("done", job.succeeded()),
        time -> pauses++ < mostPauses);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Job job(int succeeded, boolean finished) {
    return new Job(
        new Id("01ja0000000000000000000005"),
        "default",
        Job.Kind.CREATE,
        null,
        Map.of(),
        3,
        3,
        succeeded,
        0,
        0,
        "ann",
        Instant.EPOCH,
        null,
        finished ? Instant.EPOCH : null);
  }
}
