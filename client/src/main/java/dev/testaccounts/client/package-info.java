/**
 * The Java client: typed methods over the REST API, version 1, on the JDK's HTTP client. Promises
 * thread-safety and a bounded time for every call. May use api.
 */
@NullMarked
package dev.testaccounts.client;

import org.jspecify.annotations.NullMarked;
