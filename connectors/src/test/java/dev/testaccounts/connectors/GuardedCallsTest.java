package dev.testaccounts.connectors;

import static dev.testaccounts.connectors.Calls.ANN;
import static dev.testaccounts.connectors.Calls.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.connectors.GuardedResolver.AddressRefusedException;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guard forbids never leaves. */
@Timeout(30)
class GuardedCallsTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void a_host_that_is_not_allowed_gets_no_request() {
    Guard guard = new Guard(List.of("*.test.internal"), List.of());
    try (Peer peer = Peer.status(200);
        HttpConnectors connectors = Calls.connectors(guard, Map.of())) {
      assertThat(Calls.connector(connectors, peer.url(), PATIENT).create(ANN))
          .isEqualTo(
              new Reply.Rejected(
                  "service 'user-service': create: url: host '127.0.0.1' is not on the allow list [*.test.internal]"));
      assertThat(peer.requests).isEmpty();
    }
  }

  @Test
  void what_became_production_gets_no_request() {
    try (Peer peer = Peer.status(200);
        HttpConnectors connectors = Calls.connectors()) {
      ServiceSpec spec =
          new ServiceSpec(
              "a", peer.url(), "Production", ServiceSpec.SIMPLE, Map.of(), PATIENT, List.of());
      TargetService service =
          new TargetService(Calls.service(peer.url(), PATIENT).id(), "p", spec, 1, Instant.EPOCH);

      assertThat(connectors.connector(service).orElseThrow().create(ANN))
          .isInstanceOf(Reply.Rejected.class);
      assertThat(peer.requests).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254", "[fe80::1]", "0.0.0.0", "[::ffff:169.254.169.254]"})
  void an_address_that_is_refused_is_not_connected_to_although_its_host_is_allowed(String host) {
    Guard guard = new Guard(List.of(host), List.of());
    try (Peer peer = Peer.status(200);
        HttpConnectors connectors = Calls.connectors(guard, Map.of())) {
      URI url = URI.create("http://" + host + ":" + peer.port());

      assertThat(Calls.connector(connectors, url, PATIENT).create(ANN))
          .isInstanceOfSatisfying(
              Reply.Rejected.class,
              rejected ->
                  assertThat(rejected.reason())
                      .endsWith("is link-local, a metadata service or no host"));
      assertThat(peer.requests).isEmpty();
    }
  }

  @Test
  void a_name_with_one_refused_address_is_refused_whole() throws UnknownHostException {
    InetAddress good = InetAddress.ofLiteral("127.0.0.1");
    InetAddress bad = InetAddress.ofLiteral("169.254.169.254");

    assertThat(resolver(host -> new InetAddress[] {good}).resolve("a.test")).containsExactly(good);
    assertThatThrownBy(() -> resolver(host -> new InetAddress[] {good, bad}).resolve("a.test"))
        .isInstanceOf(AddressRefusedException.class)
        .hasMessageStartingWith("a.test: address 169.254.169.254 is link-local");
  }

  @Test
  void a_name_that_is_not_known_or_not_answered_in_time_is_unknown() {
    CountDownLatch never = new CountDownLatch(1);
    GuardedResolver hung =
        new GuardedResolver(
            Guard.loopback(),
            Duration.ofMillis(50),
            host -> {
              await(never);
              return new InetAddress[0];
            });
    assertThatThrownBy(() -> hung.resolve("a.test"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("a.test: no name server answered in time");
    never.countDown();

    GuardedResolver unknown =
        resolver(
            host -> {
              throw new UnknownHostException(host);
            });
    assertThatThrownBy(() -> unknown.resolve("a.test"))
        .isInstanceOf(UnknownHostException.class)
        .isNotInstanceOf(AddressRefusedException.class);
    assertThat(unknown.resolveCanonicalHostname("a.test")).isEqualTo("a.test");
  }

  @Test
  void an_interrupted_lookup_ends() {
    CountDownLatch never = new CountDownLatch(1);
    GuardedResolver hung =
        resolver(
            host -> {
              await(never);
              return new InetAddress[0];
            });
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> hung.resolve("a.test")).isInstanceOf(UnknownHostException.class);
    assertThat(Thread.interrupted()).isTrue();
    never.countDown();
  }

  @Test
  void a_host_that_nobody_knows_was_not_called() {
    Guard guard = new Guard(List.of("*.invalid"), List.of());
    try (HttpConnectors connectors = Calls.connectors(guard, Map.of())) {
      URI url = URI.create("http://nobody.invalid:8080");

      assertThat(Calls.connector(connectors, url, PATIENT).create(ANN))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'user-service': create: the host nobody.invalid is not known", null));
    }
  }

  private static GuardedResolver resolver(GuardedResolver.Lookup lookup) {
    return new GuardedResolver(Guard.loopback(), SECOND, lookup);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
