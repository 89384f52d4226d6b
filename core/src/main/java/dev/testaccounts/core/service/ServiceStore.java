package dev.testaccounts.core.service;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Port: keeps services. Every write takes its event into the same commit. Thread-safe. */
public interface ServiceStore {

  Optional<TargetService> service(String project, String name);

  Optional<TargetService> service(Id id);

  /** The service at a base URL that talks by a recipe; the oldest where there are several. */
  Optional<TargetService> serviceAt(String project, URI url, String recipe);

  /** Services of a project by name. */
  Page<TargetService> services(String project, Page.Request page);

  /** Every service of every project: what the reconciler goes through. */
  List<TargetService> all();

  Write insert(TargetService service, Event event);

  /** Replaces a service where its version is still the one before {@code service.version()}. */
  Write update(TargetService service, Event event);

  /** The same where no account of ours is, or may be, in the service. */
  Write move(TargetService service, Event event);

  /** Removes a service that no pool and no account uses any more. */
  Write remove(TargetService service, Event event);

  /** What came of a write. */
  enum Write {
    DONE,
    /** To insert: the name is taken. */
    NAME_TAKEN,
    /** To update or remove: somebody changed or removed it in between. */
    CHANGED,
    /** To move or remove: something still uses it. */
    IN_USE
  }
}
