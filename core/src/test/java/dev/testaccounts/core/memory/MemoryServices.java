package dev.testaccounts.core.memory;

import dev.testaccounts.core.audit.Event;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Page;
import dev.testaccounts.core.kernel.StoreUnavailableException;
import dev.testaccounts.core.service.ServiceStore;
import dev.testaccounts.core.service.TargetService;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Services in memory. What the next write comes to can be ordered. */
public final class MemoryServices implements ServiceStore {

  private final Map<Id, TargetService> services = new LinkedHashMap<>();
  public final List<Event> events = new ArrayList<>();

  /** Services that hold accounts. */
  public final Set<Id> inUse = new HashSet<>();

  private Optional<Write> ordered = Optional.empty();
  private Optional<URI> hidden = Optional.empty();
  private boolean broken;

  /** The next write changes nothing and says this. */
  public void answerNext(Write write) {
    ordered = Optional.of(write);
  }

  /** The next look at a URL finds nothing: somebody registers it right afterwards. */
  public void notYetAt(URI url) {
    hidden = Optional.of(url);
  }

  @Override
  public Optional<TargetService> service(String project, String name) {
    return find(each -> each.project().equals(project) && each.name().equals(name));
  }

  /** Nothing can be looked up by its id any more. */
  public void breakDown() {
    broken = true;
  }

  @Override
  public Optional<TargetService> service(Id id) {
    if (broken) {
      throw new StoreUnavailableException("the store is away", null);
    }
    return Optional.ofNullable(services.get(id));
  }

  @Override
  public Optional<TargetService> serviceAt(String project, URI url, String recipe) {
    if (hidden.filter(url::equals).isPresent()) {
      hidden = Optional.empty();
      return Optional.empty();
    }
    return find(
        each ->
            each.project().equals(project)
                && each.spec().url().equals(url)
                && each.spec().recipe().equals(recipe));
  }

  @Override
  public Page<TargetService> services(String project, Page.Request page) {
    return new Page<>(
        services.values().stream()
            .filter(each -> each.project().equals(project))
            .limit(page.limit())
            .toList(),
        null);
  }

  @Override
  public List<TargetService> all() {
    return List.copyOf(services.values());
  }

  @Override
  public Write insert(TargetService service, Event event) {
    boolean taken = service(service.project(), service.name()).isPresent();
    return write(taken ? Write.NAME_TAKEN : Write.DONE, service, event);
  }

  @Override
  public Write update(TargetService service, Event event) {
    TargetService present = services.get(service.id());
    boolean same = present != null && present.version() == service.version() - 1;
    return write(same ? Write.DONE : Write.CHANGED, service, event);
  }

  @Override
  public Write move(TargetService service, Event event) {
    return inUse.contains(service.id()) ? Write.IN_USE : update(service, event);
  }

  @Override
  public Write remove(TargetService service, Event event) {
    Write answer = write(Write.DONE, service, event);
    if (answer == Write.DONE) {
      services.remove(service.id());
    }
    return answer;
  }

  /** Puts a service in as it is: no checks, no event. */
  public TargetService put(TargetService service) {
    services.put(service.id(), service);
    return service;
  }

  private Write write(Write usual, TargetService service, Event event) {
    Write answer = ordered.orElse(usual);
    ordered = Optional.empty();
    if (answer == Write.DONE) {
      services.put(service.id(), service);
      events.add(event);
    }
    return answer;
  }

  private Optional<TargetService> find(Predicate<TargetService> fits) {
    return services.values().stream().filter(fits).findFirst();
  }
}
