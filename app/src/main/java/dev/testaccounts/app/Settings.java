package dev.testaccounts.app;

import dev.testaccounts.app.config.Declared;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a server is started with.
 *
 * @param data the folder of the embedded store and of the keys; made where it is missing
 * @param store the address of a shared store; null for the embedded one. Holds a password
 * @param bind the address to listen on; loopback, as long as there is no authentication
 * @param port the port to listen on; 0 for any that is free
 * @param declared services, pools and the guard
 */
public record Settings(
    Path data, @Nullable String store, String bind, int port, Declared declared) {

  /** With the embedded store. */
  public Settings(Path data, String bind, int port, Declared declared) {
    this(data, null, bind, port, declared);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "Settings[data=%s, shared=%s, bind=%s, port=%d]"
        .formatted(data, store != null, bind, port);
  }
}
