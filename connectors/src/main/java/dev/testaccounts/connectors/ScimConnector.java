package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.MissingValueException;
import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.connectors.declaration.ScimDeclaration;
import dev.testaccounts.connectors.declaration.ScimRequests;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ShownRequest;
import dev.testaccounts.core.service.SignIn;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A service that speaks SCIM 2.0 (RFC 7643, RFC 7644). What it says that it cannot do is not asked
 * of it. An account carries its id here as its {@code externalId}; one of that name with another
 * mark is somebody else's. Thread-safe.
 */
final class ScimConnector implements Connector {

  private static final Set<Integer> CREATED = Set.of(200, 201);
  private static final Set<Integer> ABSENT = Set.of(404, 410);
  private static final int TAKEN = 409;
  private static final int INVALID = 400;

  private final ScimDeclaration declaration;
  private final Variables variables;
  private final ScimExchange exchange;
  private final ScimRequests requests;
  private final ScimConfiguration configuration;
  private final ScimUsers users;
  private final ScimBulk bulk;
  private final @Nullable Entrance entrance;

  /**
   * @param entrance where accounts sign in; null where that is not declared
   */
  ScimConnector(
      ScimDeclaration declaration,
      Variables variables,
      ScimExchange exchange,
      ScimConfiguration configuration,
      ScimBulk bulk,
      @Nullable Entrance entrance) {
    this.declaration = declaration;
    this.variables = variables;
    this.exchange = exchange;
    this.requests = new ScimRequests(declaration.path());
    this.configuration = configuration;
    this.users = new ScimUsers(exchange, requests);
    this.bulk = bulk;
    this.entrance = entrance;
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> can = EnumSet.of(Capability.EXISTS, Capability.LIST, Capability.CHECK);
    if (canReset(configuration.last())) {
      can.add(Capability.RESET);
    }
    if (entrance != null) {
      can.add(Capability.SIGN_IN);
    }
    return Set.copyOf(can);
  }

  @Override
  public boolean gathers() {
    return bulk.mayGather();
  }

  /** What keeps its password is not clean. */
  private boolean canReset(ScimFeatures features) {
    return features.changePassword() || !declaration.hasPassword();
  }

  private ScimTurn turn(String operation, @Nullable Identity identity) {
    return new ScimTurn(
        operation, exchange.exchange().budget(), identity == null ? null : identity.password());
  }

  @Override
  public Reply create(Identity identity) {
    ScimTurn turn = turn("create", identity);
    try {
      return create(declaration.user(variables.with(identity)), turn);
    } catch (MissingValueException e) {
      return new Reply.Rejected(exchange.said(e.detail(), turn));
    }
  }

  private Reply create(ObjectNode user, ScimTurn turn) {
    return switch (bulk.send(requests.create(user), turn)) {
      case Answer.Status(int status, var after, Received received) when CREATED.contains(status) ->
          created(received, turn);
      case Answer.Status(int status, var after, Received received)
          when status == TAKEN || (status == INVALID && isTaken(received)) ->
          new Reply.Conflict(exchange.said("expected 201, got " + status, turn));
      case Answer other -> exchange.failure(other, "201", turn);
    };
  }

  /** Some services say 400 to a name that is taken, for which there is 409. */
  private static boolean isTaken(Received received) {
    return ScimExchange.kind(received).equals("uniqueness");
  }

  private Reply created(Received received, ScimTurn turn) {
    return switch (exchange.json(received, turn)) {
      case Asked.Told<JsonNode>(JsonNode said) -> {
        String id = ScimUser.text(said, "id");
        yield id == null
            ? new Reply.Unknown(exchange.said("expected the id of the user, got none", turn))
            : new Reply.Done(id);
      }
      case Asked.Untold<JsonNode>(Reply why) -> why;
    };
  }

  @Override
  public Reply exists(Identity identity) {
    ScimTurn turn = turn("exists", identity);
    return switch (found(identity, turn)) {
      case Asked.Told<Optional<ScimUser>>(var found) when found.isEmpty() -> new Reply.Absent();
      case Asked.Told<Optional<ScimUser>>(var found) when isForeign(found, identity) ->
          new Reply.Conflict(notOurs(turn));
      case Asked.Told<Optional<ScimUser>>(var found) -> new Reply.Done(found.get().id());
      case Asked.Untold<Optional<ScimUser>>(Reply why) -> why;
    };
  }

  /** By its id where that is known, else by its name. */
  private Asked<Optional<ScimUser>> found(Identity identity, ScimTurn turn) {
    String id = identity.remoteId();
    return id == null
        ? configuration
            .features(turn)
            .then(features -> users.byName(identity.username(), features, turn))
        : users.byId(id, turn);
  }

  /** What has the id that we were told is ours, whatever somebody made of its mark. */
  private static boolean isForeign(Optional<ScimUser> found, Identity identity) {
    String mark = ScimRequests.MARK + identity.account().value();
    return identity.remoteId() == null && found.filter(user -> user.mayBe(mark)).isEmpty();
  }

  private String notOurs(ScimTurn turn) {
    return exchange.said(
        "the account of that name has another externalId: it is not ours and stays", turn);
  }

  @Override
  public Reply delete(Identity identity) {
    ScimTurn turn = turn("delete", identity);
    String known = identity.remoteId();
    if (known != null) {
      return delete(known, turn);
    }
    // Where somebody else has the name, there is no account of ours.
    return found(identity, turn)
        .act(
            found ->
                isForeign(found, identity)
                    ? new Reply.Absent()
                    : delete(found.orElseThrow().id(), turn));
  }

  private Reply delete(String id, ScimTurn turn) {
    RenderedRequest request = requests.delete(id);
    if (!configuration.last().etag()) {
      Answer answer = bulk.send(request, turn);
      if (!wantsVersion(answer)) {
        return deleted(answer, id, turn);
      }
    }
    return users.byId(id, turn).act(now -> deleteAsItIs(now, request, turn));
  }

  private static boolean wantsVersion(Answer answer) {
    return answer instanceof Answer.Status status
        && ScimChange.OTHER_VERSION.contains(status.status());
  }

  /** A service that gives users versions may want to hear which one is to be deleted. */
  private Reply deleteAsItIs(Optional<ScimUser> now, RenderedRequest request, ScimTurn turn) {
    if (now.isEmpty()) {
      return new Reply.Absent();
    }
    String version = now.get().version();
    RenderedRequest named =
        version == null ? request : request.withHeader(ScimRequests.VERSION, version);
    Answer answer = bulk.send(named, turn);
    if (!wantsVersion(answer)) {
      return deleted(answer, now.get().id(), turn);
    }
    // Changed since it was read, or its versions never match: it is to be deleted all the same.
    Answer whichever = bulk.send(request, turn);
    return wantsVersion(whichever)
        ? new Reply.NotDone(
            exchange.said("expected the user's version to match, and it does not", turn), null)
        : deleted(whichever, now.get().id(), turn);
  }

  private Reply deleted(Answer answer, String id, ScimTurn turn) {
    return switch (answer) {
      case Answer.Status(int status, var after, var received) when status >= 200 && status < 300 ->
          new Reply.Done(id);
      case Answer.Status(int status, var after, var received) when ABSENT.contains(status) ->
          new Reply.Absent();
      case Answer other -> exchange.failure(other, "204 or 404", turn);
    };
  }

  @Override
  public Reply reset(Identity identity) {
    ScimTurn turn = turn("reset", identity);
    return configuration.features(turn).act(features -> reset(identity, features, turn));
  }

  private Reply reset(Identity identity, ScimFeatures features, ScimTurn turn) {
    if (!canReset(features)) {
      // It is known now, so that the next attempt finds no reset here.
      return new Reply.NotDone(
          exchange.said("no password can be changed; it is made anew instead", turn), null);
    }
    try {
      ObjectNode user = declaration.user(variables.with(identity));
      ScimChange change = new ScimChange(exchange, requests, users, bulk, user, features, turn);
      String id = identity.remoteId();
      if (id != null && !features.etag()) {
        return change.of(new ScimUser(id, identity.username(), null, null));
      }
      return found(identity, turn).act(found -> reset(found, identity, change, turn));
    } catch (MissingValueException e) {
      return new Reply.Rejected(exchange.said(e.detail(), turn));
    }
  }

  private Reply reset(
      Optional<ScimUser> found, Identity identity, ScimChange change, ScimTurn turn) {
    if (found.isEmpty()) {
      return new Reply.Absent();
    }
    return isForeign(found, identity) ? new Reply.Rejected(notOurs(turn)) : change.of(found.get());
  }

  @Override
  public Listing list(@Nullable String from) {
    ScimTurn turn = turn("list", null);
    return new ScimList(configuration, users).part(from, turn);
  }

  @Override
  public Reply check() {
    return configuration.check(turn("check", null));
  }

  @Override
  public SignIn signIn(Identity identity) {
    if (entrance == null) {
      throw new UnsupportedOperationException("this service declares no login");
    }
    return entrance.signIn(variables.with(identity));
  }

  @Override
  public Optional<ShownRequest> shown(String operation) {
    return new ScimSample(declaration, requests, exchange.exchange(), entrance)
        .shown(operation, variables.ofSample(Proof.MASK));
  }
}
