package dev.testaccounts.testkit.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Identity;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.testkit.SettableClock;
import dev.testaccounts.testkit.fault.Fault;
import dev.testaccounts.testkit.fault.SpokenWire;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the checks of a connector begin with: a service, a wire to it on which faults are planted,
 * and a connector at the other end. For one thread.
 */
abstract class CertifiedConnector {

  static final String FIRST = "Tam1_first-of-all";
  static final String SECOND = "Tam1_second-to-none";
  static final Pattern EVERYTHING = Pattern.compile("");

  private static final Limits PATIENT = new Limits(4, Duration.ofSeconds(20));
  private static final Limits HASTY = new Limits(4, Duration.ofMillis(500));

  /** Services may outlive a test: no two of all tests have an account of the same name. */
  private static final AtomicInteger MADE = new AtomicInteger();

  private static final Ids IDS = new Ids(new SplittableRandom(1));

  /** What a connector counts pauses by; it stands still. */
  protected final SettableClock clock = new SettableClock();

  ConnectorFixture fixture;
  SpokenWire wire;
  Connector connector;

  /**
   * The service, and how to speak to it.
   *
   * @param folder empty, for this test alone; gone afterwards
   */
  protected abstract ConnectorFixture fixture(Path folder) throws Exception;

  @BeforeEach
  final void lay(@TempDir Path folder) throws Exception {
    fixture = fixture(folder);
    wire = SpokenWire.to(fixture.port(), fixture.speech());
    connector = fixture.connector(wire.port(), PATIENT);
  }

  @AfterEach
  final void close() throws Exception {
    wire.close();
    fixture.close();
  }

  final Connector hasty() {
    return fixture.connector(wire.port(), HASTY);
  }

  final Connector patient(int port) {
    return fixture.connector(port, PATIENT);
  }

  final boolean can(Capability capability) {
    return connector.capabilities().contains(capability);
  }

  static Identity somebody() {
    return identity("test_kit" + MADE.incrementAndGet(), FIRST, null);
  }

  static Identity identity(String username, String password, @Nullable String remoteId) {
    return new Identity(
        IDS.next(Instant.EPOCH),
        username,
        new Secret(password),
        username + "@example.test",
        Map.of(),
        remoteId);
  }

  static Identity withSecondPassword(Identity identity) {
    return identity(identity.username(), SECOND, identity.remoteId());
  }

  /** Somebody who is there, by us. */
  final Identity created() {
    Identity identity = somebody();
    Reply reply = connector.create(identity);
    assertThat(reply).isInstanceOf(Reply.Done.class);
    return reply instanceof Reply.Done(String id) ? identity.called(id) : identity;
  }

  final void plant(Fault fault, Remote operation) {
    wire.plant(fault, fixture.questions(operation));
  }

  /** How many questions of an operation were sent so far. */
  final long sent(Remote operation) {
    Pattern questions = fixture.questions(operation);
    return wire.heard().stream().filter(words -> questions.matcher(words).find()).count();
  }

  final void assertThere(Identity identity) throws Exception {
    assertThat(fixture.usernames()).contains(identity.username());
  }

  final void assertNotThere(Identity identity) throws Exception {
    assertThat(fixture.usernames()).doesNotContain(identity.username());
  }

  /** It may have happened, or not. */
  static void assertUndecided(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Unknown.class);
  }

  /** A question that got no answer says nothing about an account; nor is it a refusal for good. */
  static void assertTellsNothing(Reply reply) {
    assertThat(reply).isInstanceOfAny(Reply.Unknown.class, Reply.NotDone.class);
  }
}
