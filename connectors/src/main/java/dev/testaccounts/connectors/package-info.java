/**
 * Reaches out: the connectors that talk to target services over HTTP. Every call is bounded in
 * time, goes only to hosts and addresses that the guard allows, and follows no redirect. May use
 * core.
 */
@NullMarked
package dev.testaccounts.connectors;

import org.jspecify.annotations.NullMarked;
