/** From a service's OpenAPI document to a proposal of its connector. Opens no connection. */
@NullMarked
package dev.testaccounts.connectors.discovery;

import org.jspecify.annotations.NullMarked;
