package dev.testaccounts.connectors;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to a target service.
 *
 * @param method the HTTP method
 * @param uri where to
 * @param headers further headers
 * @param json the JSON body; null for none
 */
record Call(String method, URI uri, Map<String, String> headers, @Nullable String json) {}
