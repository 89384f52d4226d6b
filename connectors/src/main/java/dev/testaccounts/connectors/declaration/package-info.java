/**
 * What a person declares of a service's HTTP interface: operations, templates of requests, what the
 * answers mean, how callers prove who they are. Read and checked as a whole when a service is
 * registered, so that nothing can turn out to be misspelt when it is used. Sends nothing.
 */
@NullMarked
package dev.testaccounts.connectors.declaration;

import org.jspecify.annotations.NullMarked;
