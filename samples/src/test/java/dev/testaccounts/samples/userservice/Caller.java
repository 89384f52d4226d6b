package dev.testaccounts.samples.userservice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client of one service, which sees what is on the wire: no redirect is followed. */
final class Caller implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;

  Caller(URI url) {
    this.url = url;
  }

  HttpResponse<String> create(String username) throws IOException, InterruptedException {
    return post("/create_account", account(username, "secret"));
  }

  HttpResponse<String> delete(String username) throws IOException, InterruptedException {
    return send("DELETE", "/delete_account/" + username, "");
  }

  HttpResponse<String> login(String username, String password)
      throws IOException, InterruptedException {
    return post("/login", account(username, password));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(request(method, path, body).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> send(String method, String path, String body, Duration timeout)
      throws IOException, InterruptedException {
    return client.send(
        request(method, path, body).timeout(timeout).build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> createLater(String username) {
    return client.sendAsync(
        request("POST", "/create_account", account(username, "secret")).build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  static String account(String username, String password) {
    return "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
  }

  private HttpRequest.Builder request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .timeout(Duration.ofSeconds(20));
  }
}
