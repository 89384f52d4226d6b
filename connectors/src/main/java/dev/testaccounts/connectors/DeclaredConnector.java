package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.Declaration;
import dev.testaccounts.connectors.declaration.MissingValueException;
import dev.testaccounts.connectors.declaration.Operation;
import dev.testaccounts.connectors.declaration.OperationName;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ShownRequest;
import dev.testaccounts.core.service.SignIn;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A service as its declaration says. An operation that needs to know what the service calls an
 * account, and does not, asks first. Thread-safe.
 */
final class DeclaredConnector implements Connector {

  /**
   * Cleans what was used: nothing stays as it was left, nor the password, and nobody signed in. In
   * this order: whoever is thrown out may come back at once with what password there is.
   */
  private static final List<OperationName> RESET =
      List.of(OperationName.RESET, OperationName.SET_PASSWORD, OperationName.REVOKE_SESSIONS);

  private static final Map<OperationName, Capability> CAPABILITIES =
      Map.of(
          OperationName.EXISTS, Capability.EXISTS,
          OperationName.RESET, Capability.RESET,
          OperationName.LOGIN, Capability.SIGN_IN,
          OperationName.LIST, Capability.LIST,
          OperationName.CHECK, Capability.CHECK);

  private final Declaration declaration;
  private final Variables variables;
  private final Exchange exchange;
  private final Judgement judgement;

  DeclaredConnector(
      Declaration declaration, Variables variables, Exchange exchange, Judgement judgement) {
    this.declaration = declaration;
    this.variables = variables;
    this.exchange = exchange;
    this.judgement = judgement;
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES.entrySet().stream()
        .filter(each -> declaration.has(each.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Reply create(Identity identity) {
    Budget budget = exchange.budget();
    if (!declaration.operation(OperationName.CREATE).asksFirst()) {
      return made(identity, budget);
    }
    return switch (ask(OperationName.EXISTS, identity, budget)) {
      case Reply.Absent absent -> made(identity, budget);
      case Reply.Done done ->
          new Reply.Conflict(
              judgement.said(
                  declaration.operation(OperationName.CREATE), "the service has it already"));
      case Reply other -> Replies.notActed(other);
    };
  }

  /** Some give an account its password by a request of its own; without it there is an account. */
  private Reply made(Identity identity, Budget budget) {
    Reply created = ask(OperationName.CREATE, identity, budget);
    if (!declaration.createsWithoutPassword() || !(created instanceof Reply.Done(String id))) {
      return created;
    }
    return switch (ask(OperationName.SET_PASSWORD, identity.called(id), budget)) {
      case Reply.Done done -> created;
      case Reply other -> new Reply.Unknown(Replies.words(other));
    };
  }

  @Override
  public Reply delete(Identity identity) {
    return located(identity, List.of(OperationName.DELETE));
  }

  @Override
  public Reply exists(Identity identity) {
    return ask(OperationName.EXISTS, identity, exchange.budget());
  }

  @Override
  public Reply reset(Identity identity) {
    return located(identity, RESET.stream().filter(declaration::has).toList());
  }

  /** Does the steps, after it has asked for the account's id where one needs it. */
  private Reply located(Identity identity, List<OperationName> steps) {
    Budget budget = exchange.budget();
    if (identity.remoteId() != null || steps.stream().noneMatch(declaration::needsOwnId)) {
      return all(identity, steps, budget);
    }
    return switch (ask(OperationName.EXISTS, identity, budget)) {
      case Reply.Done(String id) -> all(identity.called(id), steps, budget);
      case Reply other -> Replies.notActed(other);
    };
  }

  private Reply all(Identity identity, List<OperationName> steps, Budget budget) {
    Reply last = new Reply.Done(identity.remoteId());
    for (OperationName step : steps) {
      Reply reply = ask(step, identity, budget);
      // Where there is no session to end, none is left either.
      boolean nothingToRevoke =
          step == OperationName.REVOKE_SESSIONS && reply instanceof Reply.Absent;
      if (!(reply instanceof Reply.Done || nothingToRevoke)) {
        return reply;
      }
      last = nothingToRevoke ? last : reply;
    }
    return last;
  }

  @Override
  public SignIn signIn(Identity identity) {
    return new Entrance(declaration.operation(OperationName.LOGIN), exchange, judgement)
        .signIn(variables.with(identity));
  }

  @Override
  public Reply check() {
    Operation check = declaration.operation(OperationName.CHECK);
    try {
      return judgement.reply(
          check, exchange.send(check, variables, exchange.budget()), Judgement.Sought.NOBODY);
    } catch (MissingValueException e) {
      return new Reply.Rejected(judgement.said(check, e.detail()));
    }
  }

  @Override
  public Listing list(@Nullable String from) {
    Operation list = declaration.operation(OperationName.LIST);
    try {
      return new Lister(list, exchange, judgement).part(variables, from);
    } catch (MissingValueException e) {
      return new Listing.Untold(new Reply.Rejected(judgement.said(list, e.detail())));
    }
  }

  private Reply ask(OperationName name, Identity identity, Budget budget) {
    Operation operation = declaration.operation(name);
    Variables known = variables.with(identity);
    try {
      Answer answer = exchange.send(operation, known, budget);
      return judgement.reply(
          operation,
          answer,
          new Judgement.Sought(identity.username(), () -> unspoken(identity, budget)));
    } catch (MissingValueException e) {
      return new Reply.Rejected(judgement.said(operation, e.detail()));
    }
  }

  /** What the service was told. */
  private Unspoken unspoken(Identity identity, Budget budget) {
    Set<String> secrets = new HashSet<>(exchange.secrets(budget));
    secrets.add(identity.password().reveal());
    return new Unspoken(secrets);
  }

  @Override
  public Optional<ShownRequest> shown(String operation) {
    return declaration.operations().keySet().stream()
        .filter(name -> name.word().equals(operation))
        .findFirst()
        .map(name -> shown(declaration.operation(name)));
  }

  private ShownRequest shown(Operation operation) {
    try {
      Variables sample = variables.ofSample(Proof.MASK);
      return operation.name() == OperationName.LIST
          ? new Lister(operation, exchange, judgement).shown(sample)
          : exchange.shown(operation, sample, UnaryOperator.identity());
    } catch (MissingValueException e) {
      throw new IllegalStateException("a sample has a value for everything: " + e.detail(), e);
    }
  }
}
