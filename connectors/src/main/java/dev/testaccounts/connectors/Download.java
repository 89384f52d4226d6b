package dev.testaccounts.connectors;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Gets one text from an allowed host, as bounded as every other call: no redirects, no more than so
 * many bytes, and no longer than so long in all.
 */
public final class Download {

  private static final int OK = 200;

  private final Guard guard;
  private final Duration timeout;
  private final int mostBytes;

  /**
   * @param timeout how long it may take in all
   * @param mostBytes how long the text may be
   */
  public Download(Guard guard, Duration timeout, int mostBytes) {
    this.guard = guard;
    this.timeout = timeout;
    this.mostBytes = mostBytes;
  }

  /** The text at a URL, or why there is none. */
  public Result<String> text(URI url) {
    Optional<Problem> problem = guard.check(withoutQuery(url));
    return problem.isPresent() ? Result.refused(problem.get()) : fetched(url);
  }

  /** A document may be asked for with a query; only where it is is looked at. */
  private static URI withoutQuery(URI url) {
    return URI.create(url.toString().replaceAll("[?#].*", ""));
  }

  private Result<String> fetched(URI url) {
    HttpGet request = new HttpGet(url);
    request.setHeader("Accept", "application/json, application/yaml, */*;q=0.5");
    ScheduledThreadPoolExecutor deadlines =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().factory());
    try (CloseableHttpClient client =
        HttpClientFactory.client(guard, new Limits(1, timeout), null)) {
      ScheduledFuture<?> _ =
          deadlines.schedule(request::cancel, timeout.toMillis(), TimeUnit.MILLISECONDS);
      return client.execute(request, response -> read(url, response));
    } catch (IOException e) {
      return refused(url, request.isCancelled() ? "no answer in time" : reason(e));
    } finally {
      deadlines.shutdownNow();
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case GuardedResolver.AddressRefusedException refused -> String.valueOf(refused.getMessage());
      case UnknownHostException _ -> "the host is not known";
      case ConnectException _ -> "nobody answers there";
      case SSLException tls -> "no TLS connection: " + Tls.reason(tls);
      default -> "no whole answer came (" + e.getClass().getSimpleName() + ")";
    };
  }

  private Result<String> read(URI url, ClassicHttpResponse response) throws IOException {
    if (response.getCode() != OK) {
      Header location = response.getFirstHeader("Location");
      String elsewhere = location == null ? "" : " to " + location.getValue();
      return refused(url, "expected 200, got " + response.getCode() + elsewhere);
    }
    byte[] bytes =
        Objects.requireNonNullElse(
            EntityUtils.toByteArray(response.getEntity(), mostBytes + 1), new byte[0]);
    return bytes.length > mostBytes
        ? refused(url, "expected at most " + mostBytes + " bytes, got more")
        : Result.ok(new String(bytes, StandardCharsets.UTF_8));
  }

  private static Result<String> refused(URI url, String reason) {
    return Result.refused(
        new Problem.Invalid("invalid-request", withoutQuery(url) + ": " + reason));
  }
}
