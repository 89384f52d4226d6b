package dev.testaccounts.connid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.secret.Secret;
import dev.testaccounts.core.service.BundleEntry;
import dev.testaccounts.core.service.BundleSession;
import dev.testaccounts.core.service.BundleSetup;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Listing;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.SignIn;
import dev.testaccounts.core.service.Trust;
import dev.testaccounts.core.service.Way;
import dev.testaccounts.testkit.directory.Authority;
import dev.testaccounts.testkit.directory.Slapd;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shipped bundle against a real directory by TLS, whose authority nobody else knows. */
@Timeout(60)
class SecureDirectoryTest {

  private static final Duration PATIENT = Duration.ofSeconds(20);
  private static final Secret RIGHT = new Secret("Tam1_first");
  private static final Secret WRONG = new Secret("Tam1_other");
  private static final Limits LIMITS = new Limits(4, PATIENT);

  @TempDir private static Path folder;
  private static int port;
  private static Slapd slapd;
  private static Trust trusting;
  private static ConnIdBundles bundles;

  @BeforeAll
  static void start() throws Exception {
    Authority authority = Authority.in(Files.createDirectory(folder.resolve("authority")));
    trusting = trusting(authority.certificate());
    port = Slapd.freePort();
    slapd =
        Slapd.start(
            Files.createDirectory(folder.resolve("slapd")),
            port,
            authority.signed("directory", "ip:127.0.0.1"));
    bundles = new ConnIdBundles(folder.resolve("bundles"));
  }

  @AfterAll
  static void stop() throws Exception {
    bundles.close();
    slapd.close();
  }

  private static Trust trusting(Path certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(certificate)) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return new Trust(store, null);
  }

  private static BundleSession session(String host) {
    Map<String, List<String>> configuration =
        Map.of(
            "principal", List.of(Slapd.ADMIN),
            "credentials", List.of(Slapd.ADMIN_PASSWORD),
            "baseContexts", List.of(Slapd.PEOPLE));
    URI url = URI.create("ldaps://" + host + ":" + port);
    return bundles.open(new BundleSetup("ldap", url, "__ACCOUNT__", configuration, LIMITS));
  }

  private static Way way(Trust trust) {
    return new Way(List.of(InetAddress.getLoopbackAddress()), PATIENT, trust);
  }

  private static BundleEntry entry(String username) {
    return new BundleEntry(Slapd.dn(username), Map.of("cn", username, "sn", "Test"), RIGHT);
  }

  @Test
  void an_authority_that_is_trusted_lets_an_account_live_and_end() throws Exception {
    try (BundleSession session = session("127.0.0.1")) {
      assertThat(session.create(entry("ann"), way(trusting))).isInstanceOf(Reply.Done.class);
      assertThat(slapd.binds("ann", RIGHT.reveal())).isTrue();
      assertThat(session.list("uid", null, way(trusting))).isInstanceOf(Listing.Part.class);
      assertThat(session.find(Slapd.dn("ann"), way(trusting)))
          .isInstanceOfSatisfying(
              Reply.Done.class,
              done ->
                  assertThat(session.delete(String.valueOf(done.remoteId()), way(trusting)))
                      .isInstanceOf(Reply.Done.class));
      assertThat(slapd.usernames()).doesNotContain("ann");
    }
  }

  /** The line ends after a refusal, too; that is no line that broke. */
  @Test
  void a_wrong_password_is_told_from_a_broken_line() {
    try (BundleSession session = session("127.0.0.1")) {
      assertThat(session.create(entry("bob"), way(trusting))).isInstanceOf(Reply.Done.class);
      for (int i = 0; i < 5; i++) {
        assertThat(session.signIn("bob", RIGHT, way(trusting))).isInstanceOf(SignIn.In.class);
        assertThat(session.signIn("bob", WRONG, way(trusting))).isInstanceOf(SignIn.Refused.class);
      }
    }
  }

  @Test
  void an_authority_that_is_not_trusted_is_told_and_nothing_is_sent() throws Exception {
    try (BundleSession session = session("127.0.0.1")) {
      Reply untrusted =
          new Reply.NotDone(
              "no TLS connection: its certificate is not from an authority that is trusted; see"
                  + " connector.tls",
              null);
      assertThat(session.create(entry("eve"), way(Trust.ofSystem()))).isEqualTo(untrusted);
      assertThat(session.check(way(Trust.ofSystem()))).isEqualTo(untrusted);
      assertThat(session.signIn("eve", RIGHT, way(Trust.ofSystem())))
          .isEqualTo(new SignIn.Untold(untrusted));
      assertThat(slapd.usernames()).doesNotContain("eve");
    }
  }

  /** Our own connection is there already; the one that the account signs in by is new. */
  @Test
  void a_sign_in_that_finds_no_trust_is_not_a_wrong_password() {
    try (BundleSession session = session("127.0.0.1")) {
      assertThat(session.create(entry("cat"), way(trusting))).isInstanceOf(Reply.Done.class);
      assertThat(session.signIn("cat", RIGHT, way(Trust.ofSystem())))
          .isEqualTo(
              new SignIn.Untold(
                  new Reply.NotDone(
                      "no TLS connection: its certificate is not from an authority that is"
                          + " trusted; see connector.tls",
                      null)));
    }
  }

  @Test
  void a_certificate_for_another_name_is_told() {
    try (BundleSession session = session("directory.nowhere.test")) {
      assertThat(session.check(way(trusting)))
          .isEqualTo(
              new Reply.NotDone(
                  "no TLS connection: its certificate is not valid, or for another name", null));
    }
  }
}
