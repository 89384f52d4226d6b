package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of one service: at most so many calls in flight and as many as its rate allows,
 * none while the service is sick or has asked to be left alone; each bounded in time as a whole (a
 * service that drips its answer is cut off too), no redirects, no retries, no cookies. Thread-safe.
 */
final class ServiceHttp implements AutoCloseable {

  private static final int LONGEST_BODY = 64 * 1024;

  private final Optional<Problem> refused;
  private final Limits limits;
  private final InstantSource clock;
  private final Pulse pulse;
  private final Turnstile turnstile;
  private final ScheduledExecutorService deadlines;
  private final CloseableHttpClient client;
  private final CountDownLatch closed = new CountDownLatch(1);

  ServiceHttp(
      Guard guard, ServiceSpec spec, ScheduledExecutorService deadlines, InstantSource clock) {
    this.refused = guard.check(spec.url(), spec.environment());
    this.limits = spec.limits();
    this.clock = clock;
    this.pulse = new Pulse(spec.name(), clock);
    this.turnstile = new Turnstile(spec.name(), spec.limits(), closed);
    this.deadlines = deadlines;
    this.client = HttpClientFactory.client(guard, spec.limits());
  }

  /** Sends one request. Blocks for at most {@link Limits#longestCall()}. */
  Answer send(Call call) {
    if (refused.isPresent()) {
      return new Answer.NotSent(refused.get().detail(), true);
    }
    // Before it waits for a place: whoever may not call anyway is told so at once.
    Answer.Held held = pulse.held();
    try {
      held = held == null ? turnstile.enter() : held;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.NotSent("interrupted", false);
    }
    return held == null ? inside(call) : held;
  }

  /** How the service does. */
  ServiceHealth health() {
    return pulse.health();
  }

  private Answer inside(Call call) {
    try {
      return closed.getCount() == 0 || deadlines.isShutdown()
          ? new Answer.NotSent("TAM is stopping", false)
          : permitted(call);
    } finally {
      turnstile.leave();
    }
  }

  private Answer permitted(Call call) {
    Answer.Held held = pulse.enter();
    if (held != null) {
      return held;
    }
    Answer answer = null;
    try {
      answer = exchange(call, request(call));
      return answer;
    } finally {
      pulse.leave(answer);
    }
  }

  private static HttpUriRequestBase request(Call call) {
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.uri());
    call.headers().forEach(request::setHeader);
    if (call.json() != null) {
      request.setEntity(new StringEntity(call.json(), ContentType.APPLICATION_JSON));
    }
    return request;
  }

  private Answer exchange(Call call, HttpUriRequestBase request) {
    ScheduledFuture<?> deadline =
        deadlines.schedule(request::cancel, limits.timeout().toMillis(), TimeUnit.MILLISECONDS);
    try {
      return status(request, client.executeOpen(null, request, null));
    } catch (GuardedResolver.AddressRefusedException e) {
      return new Answer.NotSent(String.valueOf(e.getMessage()), true);
    } catch (UnknownHostException e) {
      return new Answer.NotSent("the host " + call.uri().getHost() + " is not known", false);
    } catch (ConnectTimeoutException | ConnectException | NoRouteToHostException e) {
      return new Answer.NotSent("nobody answers at " + call.uri().getAuthority(), false);
    } catch (IOException e) {
      return new Answer.NoAnswer(
          request.isCancelled()
              ? "no answer within " + limits.timeout().toMillis() + " ms"
              : "the connection broke before a whole answer came");
    } finally {
      deadline.cancel(false);
    }
  }

  /** The head says all; a body is read only so that its connection can be used again. */
  private Answer.Status status(HttpUriRequestBase request, ClassicHttpResponse response)
      throws IOException {
    if (endsSoon(response.getEntity())) {
      response.close();
    } else {
      request.cancel();
    }
    Header after = response.getFirstHeader("Retry-After");
    return new Answer.Status(
        response.getCode(),
        RetryAfter.read(after == null ? null : after.getValue(), clock.instant()));
  }

  /** Reads a body to its end; false where that is further than anybody needs. */
  private static boolean endsSoon(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return true;
    }
    InputStream body = entity.getContent();
    byte[] buffer = new byte[4096];
    int total = 0;
    while (total <= LONGEST_BODY) {
      int read = body.read(buffer);
      if (read < 0) {
        return true;
      }
      total += read;
    }
    return false;
  }

  /** Closes once no attempt that began before now can still make a call. */
  void closeWhenUnused() {
    ScheduledFuture<?> _ =
        deadlines.schedule(this::close, limits.claim().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closed.countDown();
    client.close(CloseMode.IMMEDIATE);
  }
}
