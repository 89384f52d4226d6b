package dev.testaccounts.connid;

import dev.testaccounts.core.service.Capability;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConnectorInfo;
import org.identityconnectors.framework.api.ConnectorInfoManagerFactory;
import org.identityconnectors.framework.api.operations.APIOperation;
import org.identityconnectors.framework.api.operations.AuthenticationApiOp;
import org.identityconnectors.framework.api.operations.CreateApiOp;
import org.identityconnectors.framework.api.operations.DeleteApiOp;
import org.identityconnectors.framework.api.operations.SearchApiOp;
import org.identityconnectors.framework.api.operations.TestApiOp;
import org.identityconnectors.framework.api.operations.UpdateApiOp;

/** A bundle that was loaded. ConnId gives each file a class loader of its own. */
record Bundle(String name, ConnectorInfo connector) {

  private static final Map<Class<? extends APIOperation>, Capability> CAPABILITIES =
      Map.of(
          SearchApiOp.class, Capability.EXISTS,
          UpdateApiOp.class, Capability.RESET,
          AuthenticationApiOp.class, Capability.SIGN_IN,
          TestApiOp.class, Capability.CHECK);

  /** What is asked of an account cannot be left out: it would be made and never removed. */
  private static final Set<Class<? extends APIOperation>> NEEDED =
      Set.of(CreateApiOp.class, DeleteApiOp.class, SearchApiOp.class);

  static Bundle load(String name, Path file) throws UnusableBundleException {
    try {
      List<ConnectorInfo> connectors =
          ConnectorInfoManagerFactory.getInstance()
              .getLocalManager(file.toUri().toURL())
              .getConnectorInfos();
      if (connectors.size() != 1) {
        throw new UnusableBundleException(
            name, "expected a ConnId bundle with one connector, got " + connectors.size());
      }
      return new Bundle(name, connectors.getFirst()).complete();
    } catch (RuntimeException | LinkageError e) {
      // Any of them: what it meets in a file that is cut off, ConnId does not expect.
      throw new UnusableBundleException(name, "it is no ConnId bundle: " + e.getMessage());
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Bundle complete() throws UnusableBundleException {
    for (Class<? extends APIOperation> each : NEEDED) {
      if (!operations().contains(each)) {
        throw new UnusableBundleException(
            name, "expected one that creates, deletes and searches, got one without " + each);
      }
    }
    return this;
  }

  APIConfiguration configuration() {
    return connector.createDefaultAPIConfiguration();
  }

  private Set<Class<? extends APIOperation>> operations() {
    return configuration().getSupportedOperations();
  }

  Set<Capability> capabilities() {
    Set<Capability> capabilities = EnumSet.of(Capability.LIST);
    for (Class<? extends APIOperation> each : operations()) {
      Capability capability = CAPABILITIES.get(each);
      if (capability != null) {
        capabilities.add(capability);
      }
    }
    return Set.copyOf(capabilities);
  }
}
