package dev.testaccounts.client;

import dev.testaccounts.api.JobView;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One caller's wait for the end of a job. Used once, by one thread. */
final class JobWatch {

  private static final String END = "end";

  private final Requests requests;
  private final Persistence persistence;
  private final Target target;
  private final Consumer<JobView> progress;
  private @Nullable JobView last;

  JobWatch(Requests requests, Persistence persistence, String job, Consumer<JobView> progress) {
    this.requests = requests;
    this.persistence = persistence;
    this.target = Target.of("v1", "jobs", job, "events");
    this.progress = progress;
  }

  /** The job as it ended. */
  JobView end() {
    Optional<JobView> ended = Optional.empty();
    while (ended.isEmpty()) {
      ended = persistence.ask(this::follow);
    }
    return ended.get();
  }

  /** Follows one stream. Empty where it told something, and broke off before the end. */
  private Optional<JobView> follow() {
    boolean told = false;
    try (ServerEvents<JobView> events = requests.events(target, JobView.class)) {
      while (true) {
        Optional<ServerEvents.Event<JobView>> next = events.next();
        if (next.isEmpty()) {
          throw new TamException(TamException.UNREACHABLE, "the stream ended too early", null);
        }
        told = true;
        tell(next.get().data());
        if (next.get().name().equals(END)) {
          return Optional.of(next.get().data());
        }
      }
    } catch (TamException e) {
      if (told && Persistence.isPassing(e)) {
        return Optional.empty();
      }
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TamException(TamException.INTERRUPTED, "interrupted while a job was watched", e);
    }
  }

  /** A stream that is opened again begins with what may have been told already. */
  private void tell(JobView job) {
    if (!job.equals(last)) {
      last = job;
      progress.accept(job);
    }
  }
}
