package dev.testaccounts.samples.userservice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and what was done to them. Passwords stay in this map: no list, answer, log or
 * history shows one.
 *
 * <p>Each effect and its line of history happen under the map's lock on that username, so the
 * history of a username is in the order in which the effects took place.
 */
final class Accounts {
  private final ConcurrentHashMap<String, String> passwords = new ConcurrentHashMap<>();
  private final Uses uses = new Uses();
  private volatile History history = new History();

  Outcome create(String username, String password, @Nullable String fault) {
    Seen seen = new Seen(Call.CREATE, username, fault);
    passwords.compute(
        username,
        (_, present) -> {
          seen.as(present == null ? Outcome.CREATED : Outcome.CONFLICT);
          return present == null ? password : present;
        });
    return seen.outcome;
  }

  Outcome delete(String username, @Nullable String fault) {
    Seen seen = new Seen(Call.DELETE, username, fault);
    passwords.compute(
        username,
        (_, present) -> {
          seen.as(present == null ? Outcome.ABSENT : Outcome.DELETED);
          if (present != null) {
            uses.deleted(username);
          }
          return null;
        });
    return seen.outcome;
  }

  Outcome login(String username, String password, @Nullable String fault) {
    Seen seen = new Seen(Call.LOGIN, username, fault);
    passwords.compute(
        username,
        (_, present) -> {
          boolean right = present != null && same(present, password);
          seen.as(right ? Outcome.SIGNED_IN : Outcome.REFUSED);
          return present;
        });
    return seen.outcome;
  }

  /** Notes a call that a fault kept from doing anything. */
  void spoiled(Call call, String username, String fault) {
    new Seen(call, username, fault).as(Outcome.NONE);
  }

  NavigableSet<String> usernames() {
    return Collections.unmodifiableNavigableSet(new TreeSet<>(passwords.keySet()));
  }

  List<HistoryEntry> history(String username) {
    return history.of(username);
  }

  Uses uses() {
    return uses;
  }

  void forget() {
    passwords.clear();
    uses.forget();
    history = new History();
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** A call under way, which learns its outcome under the map's lock. */
  private final class Seen {
    private final Call call;
    private final String username;
    private final @Nullable String fault;
    private Outcome outcome = Outcome.NONE;

    Seen(Call call, String username, @Nullable String fault) {
      this.call = call;
      this.username = username;
      this.fault = fault;
    }

    void as(Outcome known) {
      outcome = known;
      history.add(username, new HistoryEntry(call, known, fault));
    }
  }
}
