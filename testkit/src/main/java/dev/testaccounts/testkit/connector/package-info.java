/**
 * The certification kit: what every connector is put under. A connector's test is a subclass of
 * {@link dev.testaccounts.testkit.connector.ConnectorContract} of a few lines. The faults are
 * planted on the wire, so that the connector, and the service behind it, are as they ship.
 */
@NullMarked
package dev.testaccounts.testkit.connector;

import org.jspecify.annotations.NullMarked;
