package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of one service: at most so many calls in flight, each bounded in time as a whole
 * (a service that drips its answer is cut off too), no redirects, no retries, no cookies.
 * Thread-safe.
 */
final class ServiceHttp implements AutoCloseable {

  private final Optional<Problem> refused;
  private final Limits limits;
  private final Semaphore places;
  private final ScheduledExecutorService deadlines;
  private final CloseableHttpClient client;

  ServiceHttp(Guard guard, ServiceSpec spec, ScheduledExecutorService deadlines) {
    this.refused = guard.check(spec.url(), spec.environment());
    this.limits = spec.limits();
    this.places = new Semaphore(spec.limits().concurrency(), true);
    this.deadlines = deadlines;
    this.client = client(guard, spec.limits());
  }

  private static PoolingHttpClientConnectionManager connections(Guard guard, Limits limits) {
    Timeout timeout = Timeout.of(limits.timeout());
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new GuardedResolver(guard))
        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
        .setMaxConnPerRoute(limits.concurrency())
        .setMaxConnTotal(limits.concurrency())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout)
                .setSocketTimeout(timeout)
                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                .build())
        .build();
  }

  private static CloseableHttpClient client(Guard guard, Limits limits) {
    Timeout timeout = Timeout.of(limits.timeout());
    return HttpClients.custom()
        .setConnectionManager(connections(guard, limits))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .setRedirectsEnabled(false)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableDefaultUserAgent()
        .build();
  }

  /**
   * Sends one request. Blocks for at most twice the time-out: waiting for a place, then the call.
   */
  Answer send(Call call) {
    if (refused.isPresent()) {
      return new Answer.NotSent(refused.get().detail(), true);
    }
    try {
      if (!places.tryAcquire(limits.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        return new Answer.NotSent(
            "all " + limits.concurrency() + " places of the service are in use", false);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.NotSent("interrupted", false);
    }
    try {
      return exchange(call, request(call));
    } finally {
      places.release();
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
      return client.execute(request, ServiceHttp::status);
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

  private static Answer.Status status(ClassicHttpResponse response) throws IOException {
    EntityUtils.consume(response.getEntity());
    return new Answer.Status(
        response.getCode(),
        retryAfter(response.getFirstHeader("Retry-After")),
        value(response.getFirstHeader("Location")));
  }

  private static @Nullable String value(@Nullable Header header) {
    return header == null ? null : header.getValue();
  }

  /** Only the seconds form: a date would have to be compared with a clock that is not ours. */
  private static @Nullable Duration retryAfter(@Nullable Header header) {
    String text = value(header);
    return text != null && text.strip().matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Long.parseLong(text.strip()))
        : null;
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }
}
