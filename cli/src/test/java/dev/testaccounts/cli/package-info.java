@NullMarked
package dev.testaccounts.cli;

import org.jspecify.annotations.NullMarked;
