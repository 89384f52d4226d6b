package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.BundleDeclaration;
import dev.testaccounts.connectors.declaration.MissingValueException;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.service.BundleEntry;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.SignIn;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service that is talked to by a bundle. What changes an account goes by the id that the bundle
 * gave it, and asks for it first where it is not known. Thread-safe.
 */
final class BundleConnector implements Connector {

  private final ServiceSpec spec;
  private final BundleDeclaration declaration;
  private final Variables variables;
  private final BundleCalls calls;
  private final Set<Capability> capabilities;

  /**
   * @param offered what the bundle can do
   */
  BundleConnector(
      ServiceSpec spec, BundleDeclaration declaration, Set<Capability> offered, BundleCalls calls) {
    this.spec = spec;
    this.declaration = declaration;
    this.variables = Variables.of(spec, Map.of());
    this.calls = calls;
    this.capabilities = wanted(offered, declaration);
  }

  private static Set<Capability> wanted(Set<Capability> offered, BundleDeclaration declaration) {
    Set<Capability> wanted = new HashSet<>(offered);
    if (!declaration.hasLogin()) {
      wanted.remove(Capability.SIGN_IN);
    }
    if (declaration.username() == null) {
      wanted.remove(Capability.LIST);
    }
    return Set.copyOf(wanted);
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  @Override
  public Reply create(Identity identity) {
    try {
      BundleEntry entry = entry(identity);
      return reply("create", calls.budget(), (session, way) -> session.create(entry, way));
    } catch (MissingValueException e) {
      return new Reply.Rejected(said("create", e.detail()));
    }
  }

  @Override
  public Reply exists(Identity identity) {
    return find(identity, calls.budget());
  }

  @Override
  public Reply delete(Identity identity) {
    return located(
        identity,
        (id, budget) -> reply("delete", budget, (session, way) -> session.delete(id, way)));
  }

  @Override
  public Reply reset(Identity identity) {
    return located(identity, (id, budget) -> update(identity, id, budget));
  }

  private Reply update(Identity identity, String id, Budget budget) {
    try {
      BundleEntry entry = entry(identity);
      return reply("reset", budget, (session, way) -> session.update(id, entry, way));
    } catch (MissingValueException e) {
      return new Reply.Rejected(said("reset", e.detail()));
    }
  }

  private interface ById {
    Reply act(String id, Budget budget);
  }

  private Reply located(Identity identity, ById step) {
    Budget budget = calls.budget();
    String known = identity.remoteId();
    if (known != null) {
      return step.act(known, budget);
    }
    return switch (find(identity, budget)) {
      case Reply.Done(String id) when id != null -> step.act(id, budget);
      case Reply other -> Replies.notActed(other);
    };
  }

  private Reply find(Identity identity, Budget budget) {
    try {
      String name = declaration.name(variables.with(identity));
      return reply("exists", budget, (session, way) -> session.find(name, way));
    } catch (MissingValueException e) {
      return new Reply.Rejected(said("exists", e.detail()));
    }
  }

  private BundleEntry entry(Identity identity) throws MissingValueException {
    return declaration.entry(variables.with(identity), identity);
  }

  @Override
  public SignIn signIn(Identity identity) {
    try {
      String login = declaration.login(variables.with(identity));
      return calls.call(
          "login",
          declaration,
          calls.budget(),
          (session, way) -> named(session.signIn(login, identity.password(), way)),
          SignIn.Untold::new,
          result -> result instanceof SignIn.Untold(Reply reply) ? reply : null);
    } catch (MissingValueException e) {
      return new SignIn.Untold(new Reply.Rejected(said("login", e.detail())));
    }
  }

  @Override
  public Listing list(@Nullable String from) {
    String username = declaration.username();
    if (username == null) {
      throw new UnsupportedOperationException("this service does not say where usernames are");
    }
    return calls.call(
        "list",
        declaration,
        calls.budget(),
        (session, way) -> named(session.list(username, from, way)),
        Listing.Untold::new,
        result -> result instanceof Listing.Untold(Reply reply) ? reply : null);
  }

  @Override
  public Reply check() {
    return reply("check", calls.budget(), (session, way) -> session.check(way));
  }

  private Reply reply(String operation, Budget budget, BundleCalls.Turn<Reply> turn) {
    return calls.call(
        operation,
        declaration,
        budget,
        (session, way) -> named(operation, turn.take(session, way)),
        reply -> reply,
        reply -> reply);
  }

  /** A bundle does not know which service it talks to. */
  private Reply named(String operation, Reply reply) {
    return Replies.reworded(reply, reason -> said(operation, reason));
  }

  private SignIn named(SignIn signIn) {
    return switch (signIn) {
      case SignIn.Refused(String reason) -> new SignIn.Refused(said("login", reason));
      case SignIn.Untold(Reply reply) -> new SignIn.Untold(named("login", reply));
      case SignIn.In in -> in;
    };
  }

  private Listing named(Listing listing) {
    return listing instanceof Listing.Untold(Reply reply)
        ? new Listing.Untold(named("list", reply))
        : listing;
  }

  private String said(String operation, String what) {
    return new Voice(spec.name()).said(operation, what);
  }
}
