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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An ejabberd out of the Debian package, with its folders and ports apart from those of any other
 * on this machine. It is no node of a cluster, so that it needs no port mapper; and it is run
 * without {@code ejabberdctl}, which would change to the package's own user and folders.
 */
final class Ejabberd implements Product {

  private static final String CONTROL = "/usr/sbin/ejabberdctl";
  private static final Person ADMINISTRATOR = new Person("admin", "admin-for-tests");
  private static final Person ALICE = new Person("alice", "hers-alone");

  /** The administrator may do what the recipe says that it needs, and nothing else. */
  private static final String CONFIGURATION =
      """
      hosts: [localhost]
      loglevel: warning
      acme: {auto: false}
      listen:
        - {port: API, ip: 127.0.0.1, module: ejabberd_http, request_handlers: {/api: mod_http_api}}
        - {port: CHAT, ip: 127.0.0.1, module: ejabberd_c2s}
      api_permissions:
        tam:
          from: mod_http_api
          who: {user: admin@localhost}
          what: [register, unregister, check_account, check_password, registered_users]
      modules: {mod_admin_extra: {}}
      """;

  private final Program program;
  private final Outside api;
  private final URI url;
  private final int chat;

  private Ejabberd(Program program, URI url, int chat) {
    this.program = program;
    this.url = url;
    this.api = new Outside(url);
    this.chat = chat;
  }

  static Ejabberd start(Path folder) throws Exception {
    String libraries = libraries(Path.of(Program.installed(CONTROL, "ejabberd")));
    int http = Program.freePort();
    int chat = Program.freePort();
    Files.writeString(
        folder.resolve("ejabberd.yml"),
        CONFIGURATION.replace("API", String.valueOf(http)).replace("CHAT", String.valueOf(chat)));
    Program program = Program.start(folder, environment(folder, libraries), command(folder));
    Ejabberd started = new Ejabberd(program, URI.create("http://127.0.0.1:" + http), chat);
    try {
      program.awaitAnswer(
          started.url.resolve("/api/registered_users?host=localhost"),
          basic(),
          Duration.ofSeconds(90));
      assertThat(started.usernames()).containsExactly("admin", "alice");
      return started;
    } catch (Exception | AssertionError e) {
      started.close();
      throw e;
    }
  }

  /** Where the package keeps it, which is told apart by the machine's kind. */
  private static String libraries(Path control) throws IOException {
    Matcher said = Pattern.compile("(?m)^ERL_LIBS='(.+)'$").matcher(Files.readString(control));
    assertThat(said.find()).as("%s says ERL_LIBS", control).isTrue();
    return said.group(1);
  }

  private static Map<String, String> environment(Path folder, String libraries) {
    return Map.of(
        "HOME", folder.toString(),
        "ERL_LIBS", libraries,
        "ERL_CRASH_DUMP", folder.resolve("crash").toString(),
        "EJABBERD_CONFIG_PATH", folder.resolve("ejabberd.yml").toString(),
        "EJABBERD_LOG_PATH", folder.resolve("ejabberd.log").toString());
  }

  /** The administrator comes last, so that all is there once he is let in. */
  private static List<String> command(Path folder) {
    return List.of(
        "erl",
        "-noinput",
        "-mnesia",
        "dir",
        "\"" + folder.resolve("mnesia") + "\"",
        "-s",
        "ejabberd",
        "-eval",
        registered(ALICE) + ", " + registered(ADMINISTRATOR) + ".");
  }

  private static String registered(Person person) {
    return "ok = ejabberd_auth:try_register(<<\"%s\">>, <<\"localhost\">>, <<\"%s\">>)"
        .formatted(person.username(), person.password());
  }

  private static String basic() {
    return Outside.basic(ADMINISTRATOR.username() + "@localhost", ADMINISTRATOR.password());
  }

  @Override
  public String declared(Path folder) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), ADMINISTRATOR.password());
    Path username =
        Files.writeString(folder.resolve("username"), ADMINISTRATOR.username() + "@localhost");
    return """
        url: %s
        connector: {recipe: ejabberd}
        credentials: {username: "${file:%s}", password: "${file:%s}"}
    """
        .formatted(url, username, password);
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Set<String> usernames() throws Exception {
    Set<String> names = new TreeSet<>();
    asked("registered_users", Map.of("host", "localhost"))
        .body()
        .forEach(each -> names.add(each.asString()));
    return names;
  }

  /** As people get in, not as the API that TAM uses has it. */
  @Override
  public boolean letsIn(String username, String password) throws Exception {
    try (XmppStream stream = stream()) {
      return stream.signsIn(username, password);
    }
  }

  XmppStream stream() throws IOException {
    return XmppStream.open(chat);
  }

  private Outside.Answer asked(String command, Map<String, String> arguments) throws Exception {
    var json = JsonNodeFactory.instance.objectNode();
    arguments.forEach(json::put);
    return api.json("POST", "/api/" + command, basic(), json.toString());
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
