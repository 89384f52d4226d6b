package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.Declaration;
import dev.testaccounts.connectors.declaration.MissingValueException;
import dev.testaccounts.connectors.declaration.Operation;
import dev.testaccounts.connectors.declaration.OperationName;
import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.connectors.declaration.Variables;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Reply;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A service as its declaration says. An operation that needs to know what the service calls an
 * account, and does not, asks first. Thread-safe.
 */
final class DeclaredConnector implements Connector {

  /**
   * Cleans what was used: nobody stays signed in, nothing stays as it was left, nor the password.
   */
  private static final List<OperationName> RESET =
      List.of(OperationName.REVOKE_SESSIONS, OperationName.RESET, OperationName.SET_PASSWORD);

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
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    if (declaration.has(OperationName.EXISTS)) {
      capabilities.add(Capability.EXISTS);
    }
    if (declaration.has(OperationName.RESET)) {
      capabilities.add(Capability.RESET);
    }
    return capabilities;
  }

  @Override
  public Reply create(Identity identity) {
    Budget budget = exchange.budget();
    if (!declaration.operation(OperationName.CREATE).asksFirst()) {
      return ask(OperationName.CREATE, identity, budget);
    }
    return switch (ask(OperationName.EXISTS, identity, budget)) {
      case Reply.Absent absent -> ask(OperationName.CREATE, identity, budget);
      case Reply.Done done ->
          new Reply.Conflict(
              judgement.said(
                  declaration.operation(OperationName.CREATE), "the service has it already"));
      case Reply other -> notActed(other);
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
      case Reply other -> notActed(other);
    };
  }

  /** Only a question was asked: nothing can have been changed. */
  private static Reply notActed(Reply reply) {
    return reply instanceof Reply.Unknown(String reason, var after)
        ? new Reply.NotDone(reason, after)
        : reply;
  }

  private Reply all(Identity identity, List<OperationName> steps, Budget budget) {
    Reply last = new Reply.Done(identity.remoteId());
    for (OperationName step : steps) {
      last = ask(step, identity, budget);
      // Where there is no session to end, none is left either.
      boolean nothingToRevoke =
          step == OperationName.REVOKE_SESSIONS && last instanceof Reply.Absent;
      if (!(last instanceof Reply.Done || nothingToRevoke)) {
        return last;
      }
    }
    return last;
  }

  private Reply ask(OperationName name, Identity identity, Budget budget) {
    Operation operation = declaration.operation(name);
    Variables known = variables.with(identity);
    try {
      Answer answer = exchange.send(operation, known, budget);
      return judgement.reply(operation, answer, identity.username());
    } catch (MissingValueException e) {
      return new Reply.Rejected(judgement.said(operation, e.detail()));
    }
  }

  /** The request that would go, with nothing secret in it. */
  RenderedRequest rendered(OperationName name, Identity identity) throws MissingValueException {
    return exchange.masked(declaration.operation(name), variables.with(identity));
  }
}
