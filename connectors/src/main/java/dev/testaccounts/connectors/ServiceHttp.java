package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceHealth;
import dev.testaccounts.core.service.ServiceSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of one service: at most so many calls in flight and as many as its rate allows,
 * none while the service is sick or has asked to be left alone; each bounded in time as a whole (a
 * service that drips its answer is cut off too), no redirects, no retries, no cookies. Thread-safe.
 */
final class ServiceHttp implements Channel {

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final Guard guard;
  private final URI base;
  private final Optional<Problem> refused;
  private final Limits limits;
  private final InstantSource clock;
  private final Gate gate;
  private final ScheduledExecutorService deadlines;
  private final CloseableHttpClient client;

  ServiceHttp(
      Guard guard,
      ServiceSpec spec,
      Tls tls,
      ScheduledExecutorService deadlines,
      InstantSource clock) {
    this.guard = guard;
    this.base = spec.url();
    this.refused = guard.check(spec.url(), spec.environment()).or(tls::problem);
    this.limits = spec.limits();
    this.clock = clock;
    this.gate = new Gate(spec.name(), spec.limits(), clock, deadlines::isShutdown);
    this.deadlines = deadlines;
    this.client = HttpClientFactory.client(guard, spec.limits(), tls.context());
  }

  /** Sends one request. Blocks for at most {@link Limits#longestCall()}. */
  Answer send(Call call) {
    return send(call, budget());
  }

  /** What one operation may take. */
  Budget budget() {
    return gate.budget();
  }

  /** Sends one request of an operation that may make several, within the time it has left. */
  Answer send(Call call, Budget budget) {
    Optional<Problem> problem = refused.or(() -> elsewhere(call.uri()));
    if (problem.isPresent()) {
      return kept(problem.get().detail(), true);
    }
    Answer held = gate.enter(budget);
    return held == null ? inside(() -> call, UnaryOperator.identity(), budget) : held;
  }

  /**
   * Sends a request to the service itself that is made when its turn has come, so that what waits
   * by then can go with it. Of the time that is left, it waits only so long that a whole call fits
   * into the rest.
   *
   * @param health what an answer says about how the service does, where that is not its status
   */
  Answer send(Supplier<Call> made, UnaryOperator<Answer> health, Budget budget) {
    if (refused.isPresent()) {
      return kept(refused.get().detail(), true);
    }
    Answer held = gate.enter(budget.keeping(limits.timeout()));
    return held == null ? inside(made, health, budget) : held;
  }

  /**
   * What keeps a call from being sent, which the service's health tells.
   *
   * @param forGood whether it will keep the next one, too
   */
  Answer kept(String reason, boolean forGood) {
    return kept(new Answer.NotSent(reason, forGood));
  }

  /**
   * The same of what kept a sign-on from us. Being held is no news of the service: it quotes what
   * is known, and would be quoted by the next, longer each time.
   */
  Answer kept(Answer.Unsent why) {
    if (why instanceof Answer.NotSent(String reason, var forGood, var after)) {
      gate.mark(reason);
    }
    return why;
  }

  /** Lets the service's health tell that it does not take our credentials, if it said so. */
  Answer judged(Answer answer) {
    if (answer instanceof Answer.Status(int status, var after, var received)
        && (status == UNAUTHORIZED || status == FORBIDDEN)) {
      gate.mark("the service refused our credentials (" + status + ")");
    }
    return answer;
  }

  /** Another host than the service's own, such as its identity provider's, is looked at, too. */
  private Optional<Problem> elsewhere(URI uri) {
    return Objects.equals(uri.getRawAuthority(), base.getRawAuthority())
            && Objects.equals(uri.getScheme(), base.getScheme())
        ? Optional.empty()
        : guard.check(URI.create(uri.toString().split("[?]", 2)[0]));
  }

  @Override
  public ServiceHealth health() {
    return gate.health();
  }

  private Answer inside(Supplier<Call> made, UnaryOperator<Answer> health, Budget budget) {
    Answer seen = null;
    try {
      Call call = made.get();
      Answer answer = exchange(call, request(call), budget.atMost(limits.timeout()));
      seen = health.apply(answer);
      return answer;
    } finally {
      gate.leave(seen);
    }
  }

  private static HttpUriRequestBase request(Call call) {
    HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.uri());
    call.headers().forEach(request::setHeader);
    Call.Content body = call.body();
    if (body != null) {
      request.setEntity(
          new ByteArrayEntity(
              body.text().getBytes(StandardCharsets.UTF_8), ContentType.parse(body.type())));
    }
    return request;
  }

  private Answer exchange(Call call, HttpUriRequestBase request, Duration within) {
    if (within.isZero()) {
      return new Answer.NotSent("no time was left for it", false);
    }
    ScheduledFuture<?> deadline =
        deadlines.schedule(request::cancel, within.toMillis(), TimeUnit.MILLISECONDS);
    try {
      return answer(call, request, client.executeOpen(null, request, null));
    } catch (GuardedResolver.AddressRefusedException e) {
      return new Answer.NotSent(String.valueOf(e.getMessage()), true);
    } catch (UnknownHostException e) {
      return new Answer.NotSent("the host " + call.uri().getHost() + " is not known", false);
    } catch (ConnectTimeoutException | ConnectException | NoRouteToHostException e) {
      return new Answer.NotSent("nobody answers at " + call.uri().getAuthority(), false);
    } catch (SSLHandshakeException | SSLPeerUnverifiedException e) {
      // What was never let in was never asked.
      return new Answer.NotSent(
          "no TLS connection to " + call.uri().getAuthority() + ": " + Tls.reason(e), false);
    } catch (SSLException e) {
      if (Tls.isNotSpoken(e)) {
        return new Answer.NotSent(
            call.uri().getAuthority() + " does not speak TLS; is its url http?", false);
      }
      return new Answer.NoAnswer("the TLS connection broke before a whole answer came");
    } catch (IOException e) {
      return new Answer.NoAnswer(
          // A TLS handshake watches the same time: which of them is first is chance.
          request.isCancelled() || e instanceof SocketTimeoutException
              ? "no answer within " + within.toMillis() + " ms"
              : "the connection broke before a whole answer came");
    } finally {
      deadline.cancel(false);
    }
  }

  private Answer answer(Call call, HttpUriRequestBase request, ClassicHttpResponse response)
      throws IOException {
    Received received = Bodies.received(call, request, response);
    if (received == null) {
      return new Answer.NoAnswer("the answer is longer than anybody needs");
    }
    return new Answer.Status(
        response.getCode(),
        RetryAfter.asked(response.getCode(), name -> first(response, name), clock.instant()),
        received);
  }

  private static @Nullable String first(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    return header == null ? null : header.getValue();
  }

  @Override
  public void close() {
    gate.close();
    client.close(CloseMode.IMMEDIATE);
  }
}
