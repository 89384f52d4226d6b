/**
 * The wire, version 1: request and response records, problem codes, durations as text, and the JSON
 * mapper that both ends share. {@code openapi.yaml} beside these classes is the contract. May use
 * Jackson; knows nothing of core.
 */
@NullMarked
package dev.testaccounts.api;

import org.jspecify.annotations.NullMarked;
