package dev.testaccounts.connectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads no more of an answer than is wanted, and ends the connection of one that goes on. */
final class Bodies {

  /** Nobody wants the text: it is read only so that its connection can be used again. */
  private static final int LONGEST_UNWANTED = 64 * 1024;

  private static final int LONGEST_WANTED = 4 * 1024 * 1024;

  private static final int LARGEST_PIECE = 4096;

  private Bodies() {}

  /** What came with the status; null where its text is wanted and longer than anybody needs. */
  static @Nullable Received received(
      Call call, HttpUriRequestBase request, ClassicHttpResponse response) throws IOException {
    boolean wanted = call.reads();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (endsSoon(response.getEntity(), wanted, text)) {
      response.close();
    } else {
      request.cancel();
      if (wanted) {
        return null;
      }
    }
    return new Received(
        call.uri(),
        Arrays.stream(response.getHeaders())
            .map(header -> new Received.Field(header.getName(), String.valueOf(header.getValue())))
            .toList(),
        wanted ? text.toString(StandardCharsets.UTF_8) : null);
  }

  /** Most answers are short, and say so: a page each was a tenth of all that was allocated. */
  private static int atATime(long length) {
    return length < 0 ? LARGEST_PIECE : Math.clamp(length, 1, LARGEST_PIECE);
  }

  /** Reads a body to its end; false where that is further than anybody needs. */
  private static boolean endsSoon(
      @Nullable HttpEntity entity, boolean wanted, ByteArrayOutputStream text) throws IOException {
    if (entity == null) {
      return true;
    }
    int longest = wanted ? LONGEST_WANTED : LONGEST_UNWANTED;
    InputStream body = entity.getContent();
    byte[] buffer = new byte[atATime(entity.getContentLength())];
    int total = 0;
    while (total <= longest) {
      int read = body.read(buffer);
      if (read < 0) {
        return true;
      }
      total += read;
      if (wanted) {
        text.write(buffer, 0, read);
      }
    }
    return false;
  }
}
