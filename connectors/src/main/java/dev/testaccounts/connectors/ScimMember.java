package dev.testaccounts.connectors;

import dev.testaccounts.connectors.declaration.RenderedRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A change that waits to go with others, and the one word that its caller waits for. */
record ScimMember(RenderedRequest request, ScimTurn turn, CompletableFuture<Word> called) {

  ScimMember(RenderedRequest request, ScimTurn turn) {
    this(request, turn, new CompletableFuture<>());
  }

  /** What becomes of a change. */
  sealed interface Word {

    /** It is the next to wait at the door. */
    record Lead() implements Word {}

    /** Nothing was done, and it is to go without others. */
    record Alone() implements Word {}

    record Answered(Answer answer) implements Word {}
  }

  /** Whether there is time for a whole call. */
  boolean isInTime(Duration timeout) {
    return turn.budget().left().compareTo(timeout) > 0;
  }

  /** Says the word, if none was said. */
  void say(Word word) {
    called.complete(word);
  }

  /** Waits for the word as long as there is time for a whole call after it; empty for none. */
  Optional<Word> awaitWord(Duration timeout) {
    try {
      return Optional.of(
          called.get(turn.budget().keeping(timeout).left().toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("only words are said", e);
    }
  }

  /** Waits for the word of whoever has called it: its call is bounded. */
  Word word() {
    return called.join();
  }
}
