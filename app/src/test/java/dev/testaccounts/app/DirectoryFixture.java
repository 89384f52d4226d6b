package dev.testaccounts.app;

import dev.testaccounts.connectors.HttpConnectors;
import dev.testaccounts.connid.ConnIdBundles;
import dev.testaccounts.core.kernel.Ids;
import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.core.service.TargetService;
import dev.testaccounts.testkit.connector.ConnectorFixture;
import dev.testaccounts.testkit.connector.Remote;
import dev.testaccounts.testkit.directory.Slapd;
import dev.testaccounts.testkit.fault.LdapSpeech;
import dev.testaccounts.testkit.fault.Speech;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import javax.naming.NamingException;

/** A directory, and the connector that the server would have for it. */
final class DirectoryFixture implements ConnectorFixture {

  private static final Ids IDS = new Ids(new SplittableRandom(4));

  /** What a search with pages says (RFC 2696). */
  private static final String PAGED = "1\\.2\\.840\\.113556\\.1\\.4\\.319";

  /** As many as the connector asks for at a time. */
  private static final int PAGE = 100;

  private static final String SETTINGS =
      """
      {"connid": {
        "bundle": "ldap",
        "configuration": {
          "principal": "cn=admin,dc=example,dc=test",
          "credentials": "{{credentials.directory}}",
          "baseContexts": ["ou=people,dc=example,dc=test"]},
        "name": "uid={{account.username}},ou=people,dc=example,dc=test",
        "login": "{{account.username}}",
        "username": "uid",
        "attributes": {"cn": "{{account.username}}", "sn": "Test", "mail": "{{account.email}}"}}}
      """;

  private final Slapd slapd;
  private final HttpConnectors connectors;

  DirectoryFixture(Slapd slapd, Path folder, InstantSource clock) {
    this.slapd = slapd;
    this.connectors =
        new HttpConnectors(
            Guard.loopback(),
            Map.of("DIRECTORY", Slapd.ADMIN_PASSWORD),
            clock,
            new ConnIdBundles(folder));
  }

  @Override
  public Speech speech() {
    return new LdapSpeech();
  }

  @Override
  public int port() {
    return slapd.port();
  }

  @Override
  public Connector connector(int port, Limits limits) {
    ServiceSpec spec =
        new ServiceSpec(
            "directory",
            URI.create("ldap://127.0.0.1:" + port),
            "testing",
            "connid",
            SETTINGS,
            Map.of("directory", "${env:DIRECTORY}"),
            limits,
            List.of(),
            false);
    return connectors
        .connector(new TargetService(IDS.next(Instant.EPOCH), "shop", spec, 1, Instant.EPOCH))
        .orElseThrow();
  }

  @Override
  public Pattern questions(Remote operation) {
    return Pattern.compile(
        switch (operation) {
          case CREATE -> "^add ";
          case DELETE -> "^delete ";
          case EXISTS -> "^search ";
          case RESET -> "^modify ";
          case LIST -> "^search .*" + PAGED;
          case SIGN_IN -> "^bind .*uid=";
        });
  }

  /** The bundle says of both that the password was wrong, and not what the directory said. */
  @Override
  public boolean tellsSickFromRefused() {
    return false;
  }

  @Override
  public int mostPerPage() {
    return PAGE;
  }

  @Override
  public Set<String> usernames() throws NamingException {
    return slapd.usernames();
  }

  @Override
  public void add(String username, String password) throws NamingException {
    slapd.add(Slapd.dn(username), "inetOrgPerson");
    slapd.put(Slapd.dn(username), "userPassword", password);
  }

  @Override
  public boolean letsIn(String username, String password) throws NamingException {
    return slapd.binds(username, password);
  }

  @Override
  public void close() {
    connectors.close();
  }
}
