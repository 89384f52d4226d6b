/**
 * The demonstration: the whole job, start to end, on a real server and a real service, each step
 * checked against the service.
 */
@NullMarked
package dev.testaccounts.samples.demo;

import org.jspecify.annotations.NullMarked;
