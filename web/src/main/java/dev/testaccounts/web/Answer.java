package dev.testaccounts.web;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.kernel.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a route comes to. */
sealed interface Answer {

  /** To be sent as it is. Immutable; the body is not copied. */
  final class Reply implements Answer {
    private final int status;
    private final @Nullable String contentType;
    private final byte[] body;
    private final Map<String, String> headers;
    private final @Nullable Stream stream;

    Reply(int status, @Nullable String contentType, byte[] body, Map<String, String> headers) {
      this(status, contentType, body, headers, null);
    }

    private Reply(
        int status,
        @Nullable String contentType,
        byte[] body,
        Map<String, String> headers,
        @Nullable Stream stream) {
      this.status = status;
      this.contentType = contentType;
      this.body = body;
      this.headers = headers;
      this.stream = stream;
    }

    /** The same without its body, as a HEAD has it (RFC 9110, 9.3.2). */
    Reply head() {
      Map<String, String> all = new HashMap<>(headers);
      if (contentType != null && stream == null) {
        all.put("Content-Length", Integer.toString(body.length));
      }
      return new Reply(status, contentType, new byte[0], all);
    }

    int status() {
      return status;
    }

    /** Null where there is no body. */
    @Nullable String contentType() {
      return contentType;
    }

    byte[] body() {
      return body;
    }

    Map<String, String> headers() {
      return headers;
    }

    /** What is written after the head, in place of the body; null where the body is all. */
    @Nullable Stream stream() {
      return stream;
    }
  }

  /** A body that comes bit by bit. */
  @FunctionalInterface
  interface Stream {

    /**
     * Writes until there is no more.
     *
     * @throws IOException where the client went away
     */
    void write(OutputStream out) throws IOException;
  }

  /** To be turned into HTTP where all errors are. */
  record Refused(Refusal refusal) implements Answer {}

  static Answer json(int status, Object body) {
    return json(status, body, Map.of());
  }

  static Answer json(int status, Object body, Map<String, String> headers) {
    return new Reply(status, Json.TYPE, Json.bytes(body), headers);
  }

  static Answer stream(String contentType, Stream stream) {
    Map<String, String> headers = Map.of("Cache-Control", "no-store");
    return new Reply(200, contentType, new byte[0], headers, stream);
  }

  static Answer nothing() {
    return new Reply(204, null, new byte[0], Map.of());
  }

  static Answer refused(Problem problem) {
    return new Refused(Refusal.of(problem));
  }

  /** The answer for a value, or the problem that stood in its way. */
  static <T> Answer of(Result<T> result, Function<? super T, Answer> answer) {
    return switch (result) {
      case Result.Ok<T>(T value) -> answer.apply(value);
      case Result.Refused<T>(Problem problem) -> refused(problem);
    };
  }
}
