/** The port that seals secrets, on Tink: authenticated encryption with a key in the data folder. */
@NullMarked
package dev.testaccounts.store.secret;

import org.jspecify.annotations.NullMarked;
