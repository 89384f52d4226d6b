package dev.testaccounts.connectors;

import dev.testaccounts.connectors.ScimMember.Word;
import dev.testaccounts.connectors.declaration.BulkRule;
import dev.testaccounts.connectors.declaration.RenderedRequest;
import dev.testaccounts.connectors.declaration.ScimRequests;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends what changes users. As long as calls may begin, each change goes alone; what comes while as
 * many are under way as may be, or while the rate lets none begin, waits and goes in one request
 * (RFC 7644, section 3.7) with all else that waits, where the service offers that. Each has a
 * result of its own. Thread-safe.
 */
final class ScimBulk {

  /** The service knows no such request, or will have none of us: nothing was done. */
  private static final Set<Integer> NO_BULK = Set.of(400, 403, 404, 405, 501);

  /** Nothing was done here, either. */
  private static final int TOO_LONG = 413;

  private final ScimExchange exchange;
  private final ScimRequests requests;
  private final ScimConfiguration configuration;
  private final BulkRule rule;
  private final BatchSize size;
  private final ScimDoor door = new ScimDoor();

  ScimBulk(
      ScimExchange exchange,
      ScimRequests requests,
      ScimConfiguration configuration,
      BulkRule rule,
      BatchSize size) {
    this.exchange = exchange;
    this.requests = requests;
    this.configuration = configuration;
    this.rule = rule;
    this.size = size;
  }

  /** Sends one change, alone or with others. */
  Answer send(RenderedRequest request, ScimTurn turn) {
    ScimMember member = new ScimMember(request, turn);
    if (!mayGather() || !member.isInTime(size.timeout())) {
      return exchange.send(request, turn);
    }
    Word word = door.isFirst(member) ? new Word.Lead() : awaited(member);
    Word last = word instanceof Word.Lead ? led(member) : word;
    return last instanceof Word.Answered(Answer answer) ? answer : exchange.send(request, turn);
  }

  /** As long as nobody has asked, it may be offered. */
  boolean mayGather() {
    ScimFeatures known = configuration.present();
    return rule.isUsed() && (known == null || known.bulk() != null);
  }

  private Word awaited(ScimMember member) {
    Optional<Word> word = member.awaitWord(size.timeout());
    if (word.isEmpty() && door.leave(member)) {
      return new Word.Answered(
          new Answer.Held("all places of the service are in use", size.timeout()));
    }
    return word.orElseGet(member::word);
  }

  private Word led(ScimMember first) {
    Departure departure = new Departure(first);
    try {
      askWhatIsOffered(first.turn());
      return departure.arrived(
          exchange.exchange().send(departure::request, departure::health, first.turn().budget()));
    } finally {
      departure.end();
    }
  }

  /** It matters only where somebody else waits. Where there is no telling, each goes alone. */
  private void askWhatIsOffered(ScimTurn turn) {
    if (door.anybodyWaits()) {
      configuration.learn(turn);
    }
  }

  private ScimFeatures.@Nullable Bulk room() {
    ScimFeatures known = configuration.present();
    ScimFeatures.Bulk offer = known == null ? null : known.bulk();
    return offer == null
        ? null
        : new ScimFeatures.Bulk(
            Math.min(size.now(), Math.min(rule.most(), offer.most())), offer.octets());
  }

  /** One request from its turn to its answer. For one thread. */
  private final class Departure {

    private final ScimMember first;
    private List<ScimMember> members = List.of();
    private List<Answer> told = List.of();
    private Instant begin = Instant.MIN;

    Departure(ScimMember first) {
      this.first = first;
    }

    /** The turn has come. */
    RenderedRequest request() {
      members = door.depart(first, room(), size.timeout());
      begin = size.begin();
      return members.size() == 1 ? first.request() : batch().request(rule.failOnErrors());
    }

    private ScimBatch batch() {
      return new ScimBatch(members, requests);
    }

    /**
     * A service that fails every one of several changes does no better than one that fails the
     * request, although it answers 200.
     */
    Answer health(Answer whole) {
      if (members.size() < 2 || !(whole instanceof Answer.Status)) {
        return whole;
      }
      told = batch().answers(whole);
      List<Answer> results = told.stream().filter(Answer.Status.class::isInstance).toList();
      boolean fails =
          !results.isEmpty() && results.stream().allMatch(each -> Answer.failure(each) != null);
      return fails && Answer.failure(whole) == null ? results.getFirst() : whole;
    }

    /**
     * Tells everybody else, and returns the word of the first.
     *
     * @param answer empty where the proof was refused and another one can be had
     */
    Word arrived(Optional<Answer> answer) {
      List<Word> words = answer.map(this::words).orElseGet(() -> each(new Word.Alone()));
      for (int i = 1; i < members.size(); i++) {
        members.get(i).say(words.get(i));
      }
      return words.getFirst();
    }

    private List<Word> words(Answer answer) {
      if (members.size() < 2) {
        if (answer instanceof Answer.Status) {
          size.done(1, begin);
        }
        return List.of(new Word.Answered(answer));
      }
      return switch (answer) {
        case Answer.Status(int status, var after, var received) when NO_BULK.contains(status) -> {
          configuration.withoutBulk();
          yield each(new Word.Alone());
        }
        case Answer.Status(int status, var after, var received) when status == TOO_LONG -> {
          size.tooMany(members.size());
          yield each(new Word.Alone());
        }
        case Answer.Status status -> {
          size.done(members.size(), begin);
          yield told.stream().<Word>map(Word.Answered::new).toList();
        }
        case Answer.NoAnswer none -> {
          size.tooMany(members.size());
          yield each(new Word.Answered(none));
        }
        case Answer other -> each(new Word.Answered(other));
      };
    }

    private List<Word> each(Word word) {
      return Collections.nCopies(members.size(), word);
    }

    /** Whoever has heard nothing by now would wait for ever. */
    void end() {
      if (members.isEmpty()) {
        door.abandon();
      }
      members.stream()
          .skip(1)
          .forEach(
              each -> each.say(new Word.Answered(new Answer.NoAnswer("the call was broken off"))));
    }
  }
}
