package dev.testaccounts.connid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.BundleEntry;
import dev.testaccounts.core.service.BundleSession;
import dev.testaccounts.core.service.BundleSetup;
import dev.testaccounts.core.service.Capability;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Listing.Listed;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import dev.testaccounts.core.service.Way;
import dev.testaccounts.testkit.directory.Slapd;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped bundle against a real directory. */
@Timeout(60)
class DirectoryTest {

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Secret FIRST = new Secret("Tam1_first");
  private static final Secret SECOND = new Secret("Tam1_second");

  @TempDir private static Path folder;
  private static Slapd slapd;
  private static ConnIdBundles bundles;

  @BeforeAll
  static void start() throws Exception {
    slapd = Slapd.start(folder);
    bundles = new ConnIdBundles(folder.resolve("bundles"));
  }

  @AfterAll
  static void stop() throws Exception {
    bundles.close();
    slapd.close();
  }

  private static BundleSetup setup(URI url, String password, Duration timeout) {
    return setup(url, Slapd.ADMIN, password, timeout);
  }

  private static BundleSetup setup(URI url, String principal, String password, Duration timeout) {
    Map<String, List<String>> configuration =
        Map.of(
            "principal", List.of(principal),
            "credentials", List.of(password),
            "baseContexts", List.of(Slapd.PEOPLE));
    return new BundleSetup("ldap", url, "__ACCOUNT__", configuration, new Limits(4, timeout));
  }

  private static BundleSession session() {
    return bundles.open(setup(slapd.url(), Slapd.ADMIN_PASSWORD, PATIENT));
  }

  private static Way way(Duration within) {
    return new Way(List.of(InetAddress.getLoopbackAddress()), within);
  }

  private static Way way() {
    return way(PATIENT);
  }

  private static BundleEntry entry(String username, Secret password) {
    return new BundleEntry(
        Slapd.dn(username),
        Map.of("cn", username, "sn", "Test", "mail", username + "@example.test"),
        password);
  }

  private static String created(BundleSession session, String username) {
    return session.create(entry(username, FIRST), way()) instanceof Reply.Done(String id)
        ? String.valueOf(id)
        : "(not created)";
  }

  @Test
  void it_can_do_all_that_is_asked() {
    assertThat(bundles.capabilities("ldap")).containsExactlyInAnyOrder(Capability.values());
    assertThat(bundles.problemWith(setup(slapd.url(), "x", PATIENT), Set.of())).isEmpty();
  }

  @Test
  void an_account_is_made_found_signed_in_changed_and_removed() throws Exception {
    try (BundleSession session = session()) {
      String id = created(session, "ann");
      assertThat(id).hasSize(36);
      assertThat(slapd.attribute(Slapd.dn("ann"), "mail")).isEqualTo("ann@example.test");
      assertThat(session.find(Slapd.dn("ann"), way())).isEqualTo(new Reply.Done(id));
      assertThat(session.signIn("ann", FIRST, way())).isEqualTo(new SignIn.In(Map.of()));
      assertThat(session.check(way())).isInstanceOf(Reply.Done.class);

      slapd.put(Slapd.dn("ann"), "mail", "changed@example.test");
      assertThat(session.update(id, entry("ann", SECOND), way())).isEqualTo(new Reply.Done(id));
      assertThat(slapd.attribute(Slapd.dn("ann"), "mail")).isEqualTo("ann@example.test");
      assertThat(slapd.binds("ann", SECOND.reveal())).isTrue();
      assertThat(slapd.binds("ann", FIRST.reveal())).isFalse();
      assertThat(session.signIn("ann", FIRST, way())).isInstanceOf(SignIn.Refused.class);

      assertThat(session.delete(id, way())).isInstanceOf(Reply.Done.class);
      assertThat(session.find(Slapd.dn("ann"), way())).isEqualTo(new Reply.Absent());
      assertThat(session.delete(id, way())).isEqualTo(new Reply.Absent());
      assertThat(session.update(id, entry("ann", FIRST), way())).isEqualTo(new Reply.Absent());
      assertThat(session.signIn("ann", SECOND, way())).isInstanceOf(SignIn.Refused.class);
    }
  }

  @Test
  void a_name_that_is_taken_is_a_conflict() throws Exception {
    slapd.add(Slapd.dn("bob"), "inetOrgPerson");
    try (BundleSession session = session()) {
      assertThat(session.create(entry("bob", FIRST), way()))
          .isEqualTo(new Reply.Conflict("the name is taken"));
      assertThat(slapd.attribute(Slapd.dn("bob"), "cn")).isEqualTo("somebody");
    }
  }

  @Test
  void what_the_directory_does_not_know_is_refused_for_good() {
    try (BundleSession session = session()) {
      BundleEntry entry = new BundleEntry(Slapd.dn("x"), Map.of("nickname", "x"), FIRST);
      assertThat(session.create(entry, way())).isInstanceOf(Reply.Rejected.class);
      BundleEntry elsewhere =
          new BundleEntry("uid=x,dc=other", Map.of("cn", "x", "sn", "x"), FIRST);
      assertThat(session.create(elsewhere, way())).isInstanceOf(Reply.Rejected.class);
    }
  }

  /** It was told as refused, for good: the account stood there, and nobody knew of it. */
  @Test
  void what_was_made_and_cannot_be_read_is_not_refused() throws Exception {
    String writer = Slapd.dn(Slapd.WRITER);
    slapd.add(writer, "inetOrgPerson");
    BundleSetup setup = setup(slapd.url(), writer, Slapd.THEIR_PASSWORD, PATIENT);
    try (BundleSession session = bundles.open(setup)) {
      assertThat(session.create(entry("unseen", FIRST), way()))
          .isEqualTo(
              new Reply.Unknown(
                  "expected that our principal can read what it made, got a refusal (LDAP 32)"));
      assertThat(slapd.usernames()).contains("unseen");
      assertThat(created(session, "seen")).hasSize(36);
      BundleEntry nowhere =
          new BundleEntry("uid=x,ou=none," + Slapd.BASE, Map.of("cn", "x", "sn", "x"), FIRST);
      assertThat(session.create(nowhere, way())).isEqualTo(new Reply.Rejected("refused (LDAP 32)"));
    }
  }

  @Test
  void wrong_credentials_are_refused_for_good() {
    try (BundleSession session = bundles.open(setup(slapd.url(), "not-it", PATIENT))) {
      Reply refused = new Reply.Rejected("our credentials are refused (LDAP 49)");
      assertThat(session.create(entry("eve", FIRST), way())).isEqualTo(refused);
      assertThat(session.find(Slapd.dn("eve"), way())).isEqualTo(refused);
      assertThat(session.signIn("eve", FIRST, way())).isEqualTo(new SignIn.Untold(refused));
      assertThat(session.list("uid", null, way())).isEqualTo(new Listing.Untold(refused));
      assertThat(session.check(way())).isEqualTo(refused);
    }
  }

  @Test
  void nobody_there_is_a_retry() throws Exception {
    URI closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = URI.create("ldap://127.0.0.1:" + socket.getLocalPort());
    }
    try (BundleSession session = bundles.open(setup(closed, "x", PATIENT))) {
      assertThat(session.create(entry("eve", FIRST), way()))
          .isEqualTo(new Reply.NotDone("nobody answers there", null));
    }
  }

  @Test
  void one_that_never_answers_is_left_in_time() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      URI url = URI.create("ldap://127.0.0.1:" + silent.getLocalPort());
      try (BundleSession session = bundles.open(setup(url, "x", PATIENT))) {
        assertThat(session.create(entry("eve", FIRST), way(Duration.ofMillis(300))))
            .isEqualTo(new Reply.Unknown("no answer within 300 ms"));
      }
    }
  }

  @Test
  void a_referral_to_another_host_is_not_followed() throws Exception {
    try (ServerSocket other =
            new ServerSocket(slapd.port(), 1, InetAddress.getByName("127.0.0.2"));
        BundleSession session = session()) {
      other.setSoTimeout(1);
      slapd.add("ou=elsewhere," + Slapd.BASE, "referral", "extensibleObject");
      String name = "uid=ann,ou=elsewhere," + Slapd.BASE;

      BundleEntry entry = new BundleEntry(name, Map.of("cn", "a", "sn", "b"), FIRST);
      assertThat(session.create(entry, way()))
          .isEqualTo(new Reply.Rejected("it refers to another place, which is not followed"));
      assertThatThrownBy(other::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void a_host_is_reached_by_the_addresses_that_were_looked_at_only() throws Exception {
    URI named = URI.create("ldap://directory.nowhere.test:" + slapd.port());
    try (BundleSession session = bundles.open(setup(named, Slapd.ADMIN_PASSWORD, PATIENT))) {
      assertThat(session.check(way())).isInstanceOf(Reply.Done.class);
    }
    try (BundleSession session = bundles.open(setup(slapd.url(), Slapd.ADMIN_PASSWORD, PATIENT))) {
      Way elsewhere = new Way(List.of(InetAddress.getByName("127.0.0.9")), PATIENT);
      assertThat(session.check(elsewhere)).isInstanceOf(Reply.NotDone.class);
    }
  }

  @Test
  void more_accounts_than_a_page_are_listed() throws Exception {
    List<String> made = new ArrayList<>();
    try (BundleSession session = session()) {
      for (int i = 0; i < 120; i++) {
        made.add("listed" + i);
        assertThat(created(session, "listed" + i)).hasSize(36);
      }
      List<String> found = new ArrayList<>();
      String from = null;
      int pages = 0;
      do {
        Listing listing = session.list("uid", from, way());
        assertThat(listing).isInstanceOf(Listing.Part.class);
        Listing.Part part = (Listing.Part) listing;
        part.accounts().stream().map(Listed::username).forEach(found::add);
        assertThat(part.accounts()).extracting(Listed::remoteId).doesNotContainNull();
        from = part.next();
        pages++;
      } while (from != null);
      assertThat(found).containsAll(made).doesNotHaveDuplicates();
      assertThat(pages).isGreaterThan(1);
    }
  }

  /** One entry that somebody gave a second name made the list of all others useless. */
  @Test
  void who_has_several_names_is_listed_by_each() throws Exception {
    try (BundleSession session = session()) {
      String id = created(session, "pat");
      slapd.also(Slapd.dn("pat"), "uid", "patricia");

      List<Listed> found = new ArrayList<>();
      String from = null;
      do {
        Listing.Part part = (Listing.Part) session.list("uid", from, way());
        found.addAll(part.accounts());
        from = part.next();
      } while (from != null);
      assertThat(found).contains(new Listed("pat", id), new Listed("patricia", id));
    }
  }
}
