package dev.testaccounts.connid;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.BundleSession;
import dev.testaccounts.core.service.BundleSetup;
import dev.testaccounts.core.service.Bundles;
import dev.testaccounts.core.service.Capability;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.identityconnectors.framework.api.APIConfiguration;
import org.identityconnectors.framework.api.ConnectorFacadeFactory;

/**
 * ConnId bundles: {@code ldap} ships, others are files that whoever runs the server puts into a
 * folder. Each is loaded when it is first asked for. Thread-safe.
 */
public final class ConnIdBundles implements Bundles {

  // Before the first class of ConnId asks for it; whoever looks for more says so on the command
  // line.
  static {
    String logging = "org.identityconnectors.common.logging.class";
    if (System.getProperty(logging) == null) {
      System.setProperty(logging, Silence.class.getName());
    }
  }

  private final BundleFiles files;
  private final Map<String, Bundle> loaded = new HashMap<>();

  /**
   * @param folder where further bundles are, each as {@code NAME.jar}; need not be there
   */
  public ConnIdBundles(Path folder) {
    this.files = new BundleFiles(folder);
  }

  @Override
  public Optional<Problem> problemWith(BundleSetup setup, Set<String> inClear) {
    try {
      APIConfiguration configured = Configurator.configured(bundle(setup.bundle()), setup);
      Configurator.checkDiscretion(configured, inClear);
      return Optional.empty();
    } catch (UnusableBundleException e) {
      return invalid("connector.connid.bundle: " + e.detail());
    } catch (Configurator.UnfitException e) {
      return invalid("connector.connid.configuration." + e.detail());
    }
  }

  private static Optional<Problem> invalid(String detail) {
    return Optional.of(new Problem.Invalid("invalid-request", detail));
  }

  @Override
  public Set<Capability> capabilities(String bundle) {
    try {
      return bundle(bundle).capabilities();
    } catch (UnusableBundleException e) {
      return Set.of();
    }
  }

  @Override
  public BundleSession open(BundleSetup setup) {
    try {
      return ConnIdSession.open(bundle(setup.bundle()), setup);
    } catch (UnusableBundleException e) {
      return new Broken(e.detail());
    } catch (Configurator.UnfitException e) {
      return new Broken("configuration." + e.detail());
    }
  }

  private synchronized Bundle bundle(String name) throws UnusableBundleException {
    Bundle present = loaded.get(name);
    if (present != null) {
      return present;
    }
    Optional<Path> file = files.file(name);
    if (file.isEmpty()) {
      throw new UnusableBundleException(
          name, "expected ldap, or a file " + name + ".jar in " + files.folder());
    }
    Bundle bundle = Bundle.load(name, file.get());
    loaded.put(name, bundle);
    return bundle;
  }

  @Override
  public void close() {
    ConnectorFacadeFactory.getInstance().dispose();
  }
}
