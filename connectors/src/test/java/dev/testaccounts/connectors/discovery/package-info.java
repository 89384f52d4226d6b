@NullMarked
package dev.testaccounts.connectors.discovery;

import org.jspecify.annotations.NullMarked;
