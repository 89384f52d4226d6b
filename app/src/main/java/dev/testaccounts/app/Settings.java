package dev.testaccounts.app;

import dev.testaccounts.app.config.Declared;
import java.nio.file.Path;

/**
 * What a server is started with.
 *
 * @param data the folder of the store and its keys; made where it is missing
 * @param bind the address to listen on; loopback, as long as there is no authentication
 * @param port the port to listen on; 0 for any that is free
 * @param declared services, pools and the guard
 */
public record Settings(Path data, String bind, int port, Declared declared) {}
