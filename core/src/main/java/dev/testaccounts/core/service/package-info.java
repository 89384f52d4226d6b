/**
 * A registered target service, how it is reached (the connector port), and the guard that says
 * which hosts may be called at all. May use the packages above it: kernel, audit, access, secret.
 */
@NullMarked
package dev.testaccounts.core.service;

import org.jspecify.annotations.NullMarked;
