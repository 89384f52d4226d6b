/**
 * What comes in over HTTP: one table of routes, strict reading of what strangers send, and the one
 * place where an error becomes a status. May use core and api; nobody but app may use it.
 */
@NullMarked
package dev.testaccounts.web;

import org.jspecify.annotations.NullMarked;
