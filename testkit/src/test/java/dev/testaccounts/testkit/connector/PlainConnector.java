package dev.testaccounts.testkit.connector;

import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Listing.Listed;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connector to a {@link Register} that is right, but for its flaw. For one thread. */
final class PlainConnector implements Connector {

  private final Line line;
  private final Flaw flaw;
  private final InstantSource clock;
  private final Set<String> deleted = new HashSet<>();
  private @Nullable Instant pausedUntil;

  PlainConnector(int port, Limits limits, InstantSource clock, Flaw flaw) {
    this.line = new Line(port, flaw == Flaw.WAITS_FOR_EVER ? Duration.ZERO : limits.timeout());
    this.flaw = flaw;
    this.clock = clock;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.EXISTS, Capability.RESET, Capability.LIST, Capability.SIGN_IN);
  }

  @Override
  public Reply create(Identity identity) {
    Reply reply = put("POST", identity, Set.of(201));
    if (reply instanceof Reply.Conflict && flaw == Flaw.ADOPTS_WHAT_IS_THERE) {
      return new Reply.Done(null);
    }
    return reply instanceof Reply.Conflict && flaw == Flaw.REPLACES_WHAT_IS_THERE
        ? put("PUT", identity, Set.of(200))
        : reply;
  }

  private Reply put(String method, Identity identity, Set<Integer> done) {
    return ask(method, account(identity), identity.password().reveal(), done);
  }

  @Override
  public Reply delete(Identity identity) {
    Reply reply = ask("DELETE", account(identity), "", Set.of(204));
    if (reply instanceof Reply.Done) {
      deleted.add(identity.username());
    }
    return reply;
  }

  @Override
  public Reply exists(Identity identity) {
    return flaw == Flaw.REMEMBERS_DELETES && deleted.contains(identity.username())
        ? new Reply.Absent()
        : ask("GET", account(identity), "", Set.of(200));
  }

  @Override
  public Reply reset(Identity identity) {
    return flaw == Flaw.RESETS_NOTHING ? exists(identity) : put("PUT", identity, Set.of(200));
  }

  @Override
  public SignIn signIn(Identity identity) {
    String path = "/session/" + identity.username();
    return switch (ask("POST", path, identity.password().reveal(), Set.of(200))) {
      case Reply.Done done -> new SignIn.In(Map.of());
      case Reply.Rejected(String reason) -> new SignIn.Refused(reason);
      case Reply failure when flaw == Flaw.FAILURE_IS_A_WRONG_PASSWORD ->
          new SignIn.Refused(failure.toString());
      case Reply failure -> new SignIn.Untold(failure);
    };
  }

  @Override
  public Listing list(@Nullable String from) {
    String begin = from == null ? "0" : from;
    try {
      return page(line.send("GET", "/accounts?" + begin, ""));
    } catch (IOException e) {
      return untold(new Reply.Unknown("no answer"));
    }
  }

  private Listing page(Line.Answer answer) {
    if (answer.status() != 200 || !(answer.whole() || flaw == Flaw.BELIEVES_ANY_PAGE)) {
      return untold(new Reply.Unknown("it answered " + answer.status()));
    }
    List<String> lines = answer.body().lines().toList();
    List<Listed> listed =
        lines.subList(0, lines.size() - 1).stream().map(name -> new Listed(name, null)).toList();
    boolean last = lines.getLast().equals("end") || flaw == Flaw.READS_ONE_PAGE;
    return new Listing.Part(listed, last ? null : lines.getLast());
  }

  private Listing untold(Reply reply) {
    return flaw == Flaw.FAILURE_IS_THE_END_OF_THE_LIST
        ? new Listing.Part(List.of(), null)
        : new Listing.Untold(reply);
  }

  private static String account(Identity identity) {
    return "/accounts/" + identity.username();
  }

  private Reply ask(String method, String path, String body, Set<Integer> done) {
    Instant now = clock.instant();
    if (pausedUntil != null && now.isBefore(pausedUntil)) {
      return new Reply.Held("it asked for a pause", Duration.between(now, pausedUntil));
    }
    try {
      return meaning(line.send(method, path, body), done);
    } catch (ConnectException e) {
      return flaw == Flaw.NOBODY_IS_UNDECIDED
          ? new Reply.Unknown("nobody")
          : new Reply.NotDone("nobody", null);
    } catch (IOException e) {
      return lost(method, path, body, done);
    }
  }

  private Reply lost(String method, String path, String body, Set<Integer> done) {
    return switch (flaw) {
      case LOST_IS_DONE -> new Reply.Done(null);
      case LOST_IS_NOT_DONE -> new Reply.NotDone("lost", null);
      case FAILURE_IS_ABSENCE -> new Reply.Absent();
      case LOST_IS_SENT_AGAIN -> {
        try {
          yield meaning(line.send(method, path, body), done);
        } catch (IOException e) {
          yield new Reply.Unknown("lost again");
        }
      }
      default -> new Reply.Unknown("lost");
    };
  }

  private Reply meaning(Line.Answer answer, Set<Integer> done) {
    int status = answer.status();
    if (done.contains(status)) {
      return new Reply.Done(null);
    }
    return switch (status) {
      case 409 -> new Reply.Conflict("taken");
      case 404 -> new Reply.Absent();
      case 403 -> new Reply.Rejected("refused");
      case 429 -> busy(answer.retryAfter());
      default ->
          flaw == Flaw.SICK_IS_A_REFUSAL
              ? new Reply.Rejected("it answered " + status)
              : new Reply.Unknown("it answered " + status);
    };
  }

  private Reply busy(Duration after) {
    if (flaw == Flaw.BUSY_IS_A_REFUSAL) {
      return new Reply.Rejected("too many");
    }
    if (flaw != Flaw.FORGETS_THE_PAUSE) {
      pausedUntil = clock.instant().plus(after);
    }
    return new Reply.NotDone("too many", after);
  }
}
