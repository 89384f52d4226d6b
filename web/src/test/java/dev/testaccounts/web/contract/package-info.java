/**
 * Holds answers to {@code openapi.yaml}. Published as this room's test jar, so that every test that
 * speaks to a real server can check what came back. Whoever uses it needs jackson-dataformat-yaml
 * and json-schema-validator.
 */
@NullMarked
package dev.testaccounts.web.contract;

import org.jspecify.annotations.NullMarked;
