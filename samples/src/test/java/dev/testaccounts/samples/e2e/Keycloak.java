package dev.testaccounts.samples.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A Keycloak out of its distribution, which Maven unpacks, with a realm {@code shop} in which one
 * person is already, and a client of that name that lets people in by their passwords.
 */
final class Keycloak implements Product {

  private static final Person ADMINISTRATOR = new Person("admin", "admin-for-tests");
  private static final Person ALICE = new Person("alice", "hers-alone");

  private static final String TOKEN = "/protocol/openid-connect/token";

  private static final String REALM =
      """
      {"realm": "shop", "enabled": true,
       "passwordPolicy": "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)",
       "clients": [{"clientId": "shop", "publicClient": true, "directAccessGrantsEnabled": true}],
       "users": [{"username": "alice", "enabled": true, "emailVerified": true,
                  "email": "alice@example.test", "firstName": "Alice", "lastName": "Test",
                  "credentials": [{"type": "password", "value": "hers-alone"}]}]}
      """;

  private final Program program;
  private final URI url;
  private final Outside outside;

  private Keycloak(Program program, URI url) {
    this.program = program;
    this.url = url;
    this.outside = new Outside(url);
  }

  /**
   * Starts one whose data is in a folder of its own.
   *
   * @param folder an empty one
   */
  static Keycloak start(Path folder) throws Exception {
    int port = Program.freePort();
    URI url = URI.create("http://127.0.0.1:" + port);
    Keycloak keycloak =
        new Keycloak(
            Program.start(folder, environment(), command(distribution(folder), port)), url);
    try {
      keycloak.program.awaitAnswer(url.resolve("/realms/master"), Duration.ofMinutes(3));
      keycloak.makeRealm();
      return keycloak;
    } catch (Exception | AssertionError e) {
      keycloak.close();
      throw e;
    }
  }

  private static Map<String, String> environment() {
    return Map.of(
        "JAVA_HOME", System.getProperty("java.home"),
        // It runs for a minute: a better compiler would not pay.
        "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1",
        "KC_BOOTSTRAP_ADMIN_USERNAME", ADMINISTRATOR.username(),
        "KC_BOOTSTRAP_ADMIN_PASSWORD", ADMINISTRATOR.password());
  }

  private static List<String> command(Path distribution, int port) {
    return List.of(
        "sh",
        distribution.resolve("bin/kc.sh").toString(),
        "start-dev",
        "--http-host=127.0.0.1",
        "--http-port=" + port,
        "--cache=local");
  }

  /**
   * A copy: Keycloak writes into its own folders, and would find there what an earlier run left.
   */
  private static Path distribution(Path folder) throws IOException {
    Path unpacked = Path.of("target", "keycloak").toAbsolutePath();
    if (!Files.isDirectory(unpacked)) {
      throw new IllegalStateException(
          "expected a Keycloak in %s, found none: Maven unpacks it before the tests"
              .formatted(unpacked));
    }
    try (Stream<Path> files = Files.walk(unpacked)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("keycloak").resolve(unpacked.relativize(file).toString()));
      }
    }
    try (Stream<Path> versions = Files.list(folder.resolve("keycloak"))) {
      return versions.filter(each -> Files.isDirectory(each)).findFirst().orElseThrow();
    }
  }

  private void makeRealm() throws Exception {
    Outside.Answer made = outside.json("POST", "/admin/realms", bearer(), REALM);
    assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
  }

  private String bearer() throws Exception {
    return "Bearer "
        + token("master", "admin-cli", ADMINISTRATOR).body().path("access_token").asString();
  }

  private Outside.Answer token(String realm, String client, Person person) throws Exception {
    return outside.form(
        "/realms/" + realm + TOKEN,
        Map.of(
            "grant_type",
            "password",
            "client_id",
            client,
            "username",
            person.username(),
            "password",
            person.password()));
  }

  /** Whether a session that someone was handed still gives new tokens. */
  boolean refreshes(String refreshToken) throws Exception {
    Map<String, String> form =
        Map.of("grant_type", "refresh_token", "client_id", "shop", "refresh_token", refreshToken);
    return outside.form("/realms/shop" + TOKEN, form).status() == 200;
  }

  /** Whose access token it is, as Keycloak says; empty where it is nobody's. */
  String owner(String accessToken) throws Exception {
    return outside
        .get("/realms/shop/protocol/openid-connect/userinfo", "Bearer " + accessToken)
        .body()
        .path("preferred_username")
        .asString("");
  }

  /** The address that a user has there; empty where there is no such user. */
  String email(String username) throws Exception {
    return outside
        .get("/admin/realms/shop/users?exact=true&username=" + username, bearer())
        .body()
        .at("/0/email")
        .asString("");
  }

  @Override
  public String declared(Path folder) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), ADMINISTRATOR.password());
    Path username = Files.writeString(folder.resolve("username"), ADMINISTRATOR.username());
    return """
        url: %s
        connector: {recipe: keycloak, parameters: {realm: shop, loginClient: shop}}
        credentials: {username: "${file:%s}", password: "${file:%s}"}
    """
        .formatted(url, username, password);
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(4);
  }

  @Override
  public Set<String> usernames() throws Exception {
    Set<String> names = new TreeSet<>();
    outside
        .get("/admin/realms/shop/users?briefRepresentation=true&max=1000", bearer())
        .body()
        .forEach(each -> names.add(each.path("username").asString()));
    return names;
  }

  @Override
  public boolean letsIn(String username, String password) throws Exception {
    return token("shop", "shop", new Person(username, password)).status() == 200;
  }

  @Override
  public Person before() {
    return ALICE;
  }

  @Override
  public void close() {
    program.close();
  }
}
