/**
 * The user-service: the simple contract (create, delete, sign in) over accounts held in memory.
 *
 * <p>{@link dev.testaccounts.samples.userservice.UserService} is the way in. It promises exact
 * counts and a fault for every way a target can misbehave, so that tests can state what happened
 * instead of guessing. It may use Helidon and Jackson, and nothing of the account manager.
 */
@NullMarked
package dev.testaccounts.samples.userservice;

import org.jspecify.annotations.NullMarked;
