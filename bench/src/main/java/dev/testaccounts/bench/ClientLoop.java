package dev.testaccounts.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/**
 * What a script would do: the HTTP client that the connectors use, one virtual thread for each call
 * under way, and nothing else. No record, no limit, no secret. Used by one thread.
 */
final class ClientLoop implements AutoCloseable {

  private final URI create;
  private final int callers;
  private final CloseableHttpClient client;
  private final AtomicInteger number = new AtomicInteger();

  ClientLoop(URI target, int callers) {
    this.create = target.resolve("/create_account");
    this.callers = callers;
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                    .setMaxConnPerRoute(callers)
                    .setMaxConnTotal(callers)
                    .build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .build();
  }

  /** Creates so many accounts, and returns how many a second. */
  double perSecond(int count) throws InterruptedException {
    return Pairs.perSecond(callers, count, this::create);
  }

  private void create() {
    HttpPost request = new HttpPost(create);
    String body =
        "{\"username\":\"loop%d_%d\",\"password\":\"Aa1_aaaaaaaa\"}"
            .formatted(callers, number.incrementAndGet());
    request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    try {
      int status =
          client.execute(
              request,
              answer -> {
                EntityUtils.consume(answer.getEntity());
                return answer.getCode();
              });
      if (status != 200) {
        throw new IllegalStateException("expected 200, got " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
