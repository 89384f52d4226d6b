/**
 * Small words shared by every concept: ids, pages, problems, results, labels. Values only; promises
 * nothing about storage or time. Uses the JDK alone.
 */
@NullMarked
package dev.testaccounts.core.kernel;

import org.jspecify.annotations.NullMarked;
