package dev.testaccounts.web;

import dev.testaccounts.api.ProblemCode;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.HttpMediaType;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Between Helidon's requests and responses and ours. */
final class Wire {

  /** No body may be larger, in bytes. */
  static final int LARGEST_BODY = 1 << 20;

  private static final Map<String, Header> TYPES =
      Map.of(
          Json.TYPE, HeaderValues.createCached(HeaderNames.CONTENT_TYPE, Json.TYPE),
          Json.PROBLEM_TYPE,
              HeaderValues.createCached(HeaderNames.CONTENT_TYPE, Json.PROBLEM_TYPE));

  private static final Map<String, String> CLOSE = Map.of("Connection", "close");

  private Wire() {}

  /** Whether nothing more can come over the connection. */
  static boolean closes(Answer.Reply reply) {
    return reply.headers().containsKey("Connection");
  }

  static Incoming incoming(ServerRequest request, BooleanSupplier gone) {
    return new Incoming(
        request.prologue().method().text(),
        request.prologue().uriPath().rawPath(),
        () -> request.query().toMap(),
        name -> header(request, HeaderNames.create(name)),
        () -> body(request),
        gone);
  }

  static void send(Answer.Reply reply, ServerResponse response) {
    response.status(reply.status());
    reply.headers().forEach((name, value) -> response.header(name, value));
    String type = reply.contentType();
    if (type == null) {
      response.send();
      return;
    }
    response.header(TYPES.getOrDefault(type, HeaderValues.create(HeaderNames.CONTENT_TYPE, type)));
    Answer.Stream stream = reply.stream();
    if (stream == null) {
      response.send(reply.body());
    } else {
      send(stream, response);
    }
  }

  /** A client that reads no more is no fault: there is nobody to tell it to. */
  private static void send(Answer.Stream stream, ServerResponse response) {
    try (OutputStream out = response.outputStream()) {
      stream.write(out);
    } catch (IOException | UncheckedIOException e) {
      throw new CloseConnectionException("the client went away", e);
    }
  }

  private static Optional<String> header(ServerRequest request, HeaderName name) {
    return request.headers().first(name);
  }

  private static byte[] body(ServerRequest request) {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    OptionalLong length = request.headers().contentLength();
    if (length.isPresent() && length.getAsLong() > LARGEST_BODY) {
      throw tooLarge();
    }
    // Memory is taken for as many bytes as are asked for: no more than there can be.
    byte[] bytes = read(request, (int) length.orElse(LARGEST_BODY) + 1);
    if (bytes.length > 0) {
      checkType(request);
    }
    return bytes;
  }

  /** Never closes the stream: that would wait for the rest, which may not come. */
  private static byte[] read(ServerRequest request, int most) {
    try {
      byte[] bytes = request.content().inputStream().readNBytes(most);
      if (bytes.length > LARGEST_BODY) {
        throw tooLarge();
      }
      return bytes;
    } catch (IOException
        | UncheckedIOException
        | IllegalArgumentException
        | RequestException
        | CloseConnectionException
        | DataReader.InsufficientDataAvailableException e) {
      throw new RefusedException(brokenOff());
    }
  }

  private static Refusal brokenOff() {
    ProblemCode code = ProblemCode.MALFORMED_HTTP;
    return new Refusal(
        code.status(), code.code(), "body: it broke off, or its chunks are malformed", CLOSE);
  }

  private static void checkType(ServerRequest request) {
    String given = header(request, HeaderNames.CONTENT_TYPE).orElse(null);
    if (given != null && !json(given)) {
      throw new RefusedException(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "Content-Type: expected " + Json.TYPE + ", got " + Shown.quoted(given));
    }
  }

  /**
   * Whether a body of that type is read as JSON. {@code curl -d} calls everything a form where it
   * is not told otherwise; a page that a browser shows cannot make use of it, because its Origin is
   * refused.
   */
  private static boolean json(@Nullable String given) {
    try {
      String type = HttpMediaType.create(given).mediaType().text().toLowerCase(Locale.ROOT);
      return type.equals(Json.TYPE)
          || type.equals(Json.LINES_TYPE)
          || type.equals("application/x-www-form-urlencoded");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static RefusedException tooLarge() {
    return new RefusedException(
        ProblemCode.BODY_TOO_LARGE, "body: expected at most " + LARGEST_BODY + " bytes, got more");
  }
}
