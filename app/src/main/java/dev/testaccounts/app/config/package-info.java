/**
 * What the server is told: options and {@code tam.yaml}, checked, with line and reason where
 * something is wrong.
 */
@NullMarked
package dev.testaccounts.app.config;

import org.jspecify.annotations.NullMarked;
