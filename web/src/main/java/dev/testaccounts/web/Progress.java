package dev.testaccounts.web;

import dev.testaccounts.core.job.Job;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A job's progress as server-sent events: the job whenever it has changed, and its end. Ends with
 * the job, with the server, or when the client goes away, which a heartbeat finds out. For one
 * thread.
 */
final class Progress implements Answer.Stream {

  static final String TYPE = "text/event-stream";

  private static final Duration EVERY = Duration.ofMillis(200);
  private static final int LOOKS_A_HEARTBEAT = 50;

  private final Supplier<Job> look;
  private final Function<Job, ?> view;
  private final Pause pause;

  Progress(Supplier<Job> look, Function<Job, ?> view, Pause pause) {
    this.look = look;
    this.view = view;
    this.pause = pause;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    Job shown = look.get();
    send(out, shown);
    int quiet = 0;
    while (!shown.finished() && pause.pause(EVERY)) {
      Job job = look.get();
      if (!job.equals(shown)) {
        send(out, job);
        quiet = 0;
      } else if (++quiet % LOOKS_A_HEARTBEAT == 0) {
        send(out, ":\n\n");
      }
      shown = job;
    }
  }

  private void send(OutputStream out, Job job) throws IOException {
    String data = new String(Json.bytes(view.apply(job)), StandardCharsets.UTF_8);
    send(out, "event: " + (job.finished() ? "end" : "progress") + "\ndata: " + data + "\n\n");
  }

  private static void send(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
