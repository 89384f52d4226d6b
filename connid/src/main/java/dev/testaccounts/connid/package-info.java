/**
 * ConnId bundles behind core's port: finds them, loads each in a class loader of its own, and says
 * in core's words what comes of their calls. A directory is connected to nowhere but where the call
 * was allowed to go. Uses core and the ConnId framework only.
 */
@NullMarked
package dev.testaccounts.connid;

import org.jspecify.annotations.NullMarked;
