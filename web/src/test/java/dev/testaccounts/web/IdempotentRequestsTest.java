package dev.testaccounts.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.api.ProblemCode;
import dev.testaccounts.core.access.Principal;
import dev.testaccounts.core.idempotency.Idempotency;
import dev.testaccounts.core.idempotency.Idempotency.Turn;
import dev.testaccounts.core.idempotency.IdempotencyStore;
import dev.testaccounts.core.kernel.Id;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.secret.SealedSecret;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.secret.SecretBox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the header does to a request, whatever the route. */
class IdempotentRequestsTest {

  private static final Id OPERATION =
      new Ids(new Random(1)).next(Instant.parse("2026-11-21T00:00:00Z"));

  private final Answers store = new Answers();
  private final IdempotentRequests requests =
      new IdempotentRequests(
          new Idempotency(store, new Open(), new Ids(new Random(2)), InstantSource.system()));

  /** Answers as it is told, and notes what is asked of it. */
  private static final class Answers implements IdempotencyStore {
    private final List<String> asked = new ArrayList<>();
    private final List<String> fingerprints = new ArrayList<>();
    private Taken next = new Taken.First(OPERATION);

    @Override
    public Taken take(Taking taking) {
      asked.add("take " + taking.key());
      fingerprints.add(taking.fingerprint());
      return next;
    }

    @Override
    public void keep(String project, String key, Id operation, SealedSecret answer) {
      asked.add("keep " + key);
      next = new Taken.Answered(answer);
    }

    @Override
    public void giveBack(String project, String key, Id operation) {
      asked.add("give back " + key);
    }

    @Override
    public void letGo(String project, String key, Id operation, Instant now) {
      asked.add("let go " + key);
    }

    @Override
    public void prolong(List<Held> held, Instant until) {
      throw new UnsupportedOperationException("no request asks for it");
    }

    @Override
    public int reclaimAll(Instant now) {
      return 0;
    }

    @Override
    public int forget(Instant before, int limit) {
      return 0;
    }
  }

  private static final class Open implements SecretBox {

    @Override
    public SealedSecret seal(Secret secret, String context) {
      return new SealedSecret(secret.reveal().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Secret open(SealedSecret sealed, String context) {
      return new Secret(new String(sealed.cipherText(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void the_second_request_gets_the_first_ones_answer_to_the_letter() {
    Answer first =
        serve(
            "{}",
            turn -> Answer.json(201, Map.of("password", "s3cret"), Map.of("Location", "/v1/x")));
    Answer second =
        serve(
            "{}",
            turn -> {
              throw new AssertionError("it took effect twice");
            });

    assertThat(shown(second)).isEqualTo(shown(first)).contains("s3cret", "/v1/x");
    assertThat(store.asked).containsExactly("take k", "keep k", "take k");
  }

  @Test
  void an_answer_without_a_body_is_kept_as_well() {
    serve("{}", turn -> Answer.nothing());

    assertThat(shown(serve("{}", turn -> Answer.json(200, "other")))).isEqualTo("204 null {} ");
  }

  @Test
  void the_request_is_told_its_id_and_whether_it_was_begun_before() {
    store.next = new IdempotencyStore.Taken.Again(OPERATION);

    Answer answer = serve("{}", turn -> Answer.json(200, turn.toString()));

    assertThat(shown(answer)).contains(OPERATION.value(), "again=true");
  }

  @Test
  void a_refusal_gives_the_key_back() {
    serve("{}", turn -> Answer.refused(new Problem.Conflict("none-free", "")));
    assertThat(store.asked).containsExactly("take k", "give back k");

    assertThatThrownBy(
            () ->
                serve(
                    "{",
                    turn -> {
                      throw new RefusedException(ProblemCode.MALFORMED_JSON, "body");
                    }))
        .isInstanceOf(RefusedException.class);
    assertThat(store.asked).endsWith("take k", "give back k");

    serve("{}", turn -> Answer.json(502, "remaining"));
    assertThat(store.asked).endsWith("take k", "give back k");
  }

  @Test
  void who_is_told_to_come_again_finds_what_was_begun() {
    serve("{}", turn -> Answer.refused(new Problem.Unavailable("stopping", "")));

    assertThat(store.asked).containsExactly("take k", "let go k");
  }

  @Test
  void after_a_fault_whoever_sends_it_again_finds_out() {
    assertThatThrownBy(
            () ->
                serve(
                    "{}",
                    turn -> {
                      throw new IllegalStateException("the disk is full");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(store.asked).containsExactly("take k", "let go k");
  }

  @Test
  void another_request_with_the_key_is_422_and_one_under_way_is_409() {
    store.next = new IdempotencyStore.Taken.OtherRequest();
    assertThat(refusal().status()).isEqualTo(422);
    assertThat(refusal().code()).isEqualTo("idempotency-key-reused");

    store.next = new IdempotencyStore.Taken.UnderWay();
    assertThat(refusal().status()).isEqualTo(409);
    assertThat(refusal().headers()).containsEntry("Retry-After", "1");
  }

  @Test
  void the_fingerprint_tells_method_path_query_and_body_apart() {
    send("POST", "/a", Map.of(), "x");
    send("PUT", "/a", Map.of(), "x");
    send("POST", "/b", Map.of(), "x");
    send("POST", "/a", Map.of("q", List.of("1")), "x");
    send("POST", "/a", Map.of(), "y");
    assertThat(store.fingerprints).doesNotHaveDuplicates();

    send("POST", "/a", Map.of(), "x");
    assertThat(store.fingerprints.getLast()).isEqualTo(store.fingerprints.getFirst());
  }

  private Refusal refusal() {
    return ((Answer.Refused) serve("{}", turn -> Answer.nothing())).refusal();
  }

  private Answer serve(String body, Function<Turn.Go, Answer> route) {
    return requests.serve(
        Principal.local(), "k", incoming("POST", "/v1/leases", Map.of(), body), route);
  }

  private void send(String method, String path, Map<String, List<String>> query, String body) {
    store.next = new IdempotencyStore.Taken.First(OPERATION);
    requests.serve(
        Principal.local(), "k", incoming(method, path, query, body), turn -> Answer.nothing());
  }

  private static Incoming incoming(
      String method, String path, Map<String, List<String>> query, String body) {
    return new Incoming(
        method,
        path,
        () -> query,
        name -> Optional.empty(),
        () -> body.getBytes(StandardCharsets.UTF_8),
        () -> false);
  }

  private static String shown(Answer answer) {
    Answer.Reply reply = (Answer.Reply) answer;
    return reply.status()
        + " "
        + reply.contentType()
        + " "
        + reply.headers()
        + " "
        + new String(reply.body(), StandardCharsets.UTF_8);
  }
}
