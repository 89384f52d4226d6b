package dev.testaccounts.samples.userservice;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** A whole answer, made before a byte of it is sent; it may be sent any number of times. */
final class Answer {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Status status;
  private final List<Header> headers;
  private final byte[] body;

  private Answer(Status status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  static Answer json(int status, Object body) {
    return new Answer(
        Status.create(status),
        List.of(HeaderValues.CONTENT_TYPE_JSON),
        JSON.writeValueAsBytes(body));
  }

  static Answer error(int status, String message) {
    return json(status, Map.of("error", message));
  }

  static Answer html(String page) {
    Header type = HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8");
    return new Answer(Status.OK_200, List.of(type), page.getBytes(StandardCharsets.UTF_8));
  }

  /** A file that ships with the service. */
  static Answer resource(String name, String type) {
    try (InputStream in = Objects.requireNonNull(Answer.class.getResourceAsStream(name), name)) {
      Header header = HeaderValues.create(HeaderNames.CONTENT_TYPE, type);
      return new Answer(Status.OK_200, List.of(header), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer with(Header header) {
    return new Answer(status, List.of(headers.getFirst(), header), body);
  }

  void send(ServerResponse response) {
    response.status(status);
    for (Header header : headers) {
      response.header(header);
    }
    response.send(body);
  }
}
