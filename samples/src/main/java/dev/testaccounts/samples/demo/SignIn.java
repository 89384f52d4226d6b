package dev.testaccounts.samples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Signs in to the sample service, as a test would with the account it has leased. */
final class SignIn {

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI login;

  SignIn(URI service) {
    this.login = service.resolve("/login");
  }

  boolean works(String username, String password) {
    try {
      return http.send(request(username, password), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while signing in", e);
    }
  }

  private HttpRequest request(String username, String password) {
    String body = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(username, password);
    return HttpRequest.newBuilder(login)
        .timeout(Duration.ofSeconds(10))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }
}
