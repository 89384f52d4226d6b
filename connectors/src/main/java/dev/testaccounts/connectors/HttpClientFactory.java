package dev.testaccounts.connectors;

import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes the client of one service: no redirects, no retries, no cookies, nothing asked for that was
 * not said, and no more of an answer's head read than a sane service sends. It waits for an answer
 * as long as its caller does, who cancels a request when the time of the whole call is over: a time
 * for each read beside it made every virtual thread that waits set a timer, a twentieth of what a
 * call costs.
 */
final class HttpClientFactory {

  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MOST_HEADERS = 200;

  private HttpClientFactory() {}

  static CloseableHttpClient client(Guard guard, Limits limits, @Nullable SSLContext tls) {
    Timeout timeout = Timeout.of(limits.timeout());
    return HttpClients.custom()
        .setConnectionManager(connections(guard, limits, timeout, tls))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(Timeout.DISABLED)
                .setRedirectsEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build())
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .disableDefaultUserAgent()
        .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      Guard guard, Limits limits, Timeout timeout, @Nullable SSLContext tls) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setTlsSocketStrategy(tls == null ? null : new DefaultClientTlsStrategy(tls))
        .setDnsResolver(new GuardedResolver(guard, limits.timeout()))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxLineLength(LONGEST_LINE)
                        .setMaxHeaderCount(MOST_HEADERS)
                        .build())
                .build())
        .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
        .setMaxConnPerRoute(limits.concurrency())
        .setMaxConnTotal(limits.concurrency())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(timeout)
                .setSocketTimeout(timeout)
                // Some close a connection without a word: found out before a call is lost to it.
                .setValidateAfterInactivity(TimeValue.ofMilliseconds(50))
                .build())
        .build();
  }
}
