package dev.testaccounts.samples.e2e;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A broker out of the Debian package, with its management plugin, and its folders and ports apart
 * from those of any other on this machine. Erlang's port mapper runs in the foreground beside it:
 * by itself a broker would leave one behind, and let it listen everywhere.
 */
final class RabbitMq implements Product {

  private static final String SERVER = "/usr/lib/rabbitmq/bin/rabbitmq-server";
  private static final Person GUEST = new Person("guest", "guest");

  private final Program portMapper;
  private final Program broker;
  private final URI url;
  private final Outside management;

  private RabbitMq(Program portMapper, Program broker, URI url) {
    this.portMapper = portMapper;
    this.broker = broker;
    this.url = url;
    this.management = new Outside(url);
  }

  static RabbitMq start(Path folder) throws Exception {
    String server = Program.installed(SERVER, "rabbitmq-server");
    Map<String, String> environment = environment(folder);
    URI url = configure(folder);
    RabbitMq started =
        new RabbitMq(
            Program.start(folder, environment, List.of("epmd")),
            Program.start(folder, environment, List.of(server)),
            url);
    try {
      started.broker.awaitAnswer(url, Duration.ofSeconds(90));
      return started;
    } catch (Exception | AssertionError e) {
      started.close();
      throw e;
    }
  }

  private static Map<String, String> environment(Path folder) throws Exception {
    return Map.ofEntries(
        // Where Erlang keeps the cookie that nodes know each other by.
        Map.entry("HOME", folder.toString()),
        Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
        Map.entry("ERL_EPMD_PORT", String.valueOf(Program.freePort())),
        Map.entry("RABBITMQ_NODENAME", "tam@localhost"),
        Map.entry("RABBITMQ_DIST_PORT", String.valueOf(Program.freePort())),
        Map.entry(
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
        Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString()),
        Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
        Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
        Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString()),
        Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq.conf").toString()),
        Map.entry("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString()));
  }

  private static URI configure(Path folder) throws Exception {
    int management = Program.freePort();
    Files.writeString(folder.resolve("plugins"), "[rabbitmq_management].\n");
    Files.writeString(
        folder.resolve("rabbitmq.conf"),
        """
        listeners.tcp.local = 127.0.0.1:%d
        management.tcp.ip = 127.0.0.1
        management.tcp.port = %d
        """
            .formatted(Program.freePort(), management));
    return URI.create("http://127.0.0.1:" + management);
  }

  @Override
  public String declared(Path folder) throws Exception {
    Path password = Files.writeString(folder.resolve("password"), GUEST.password());
    Path username = Files.writeString(folder.resolve("username"), GUEST.username());
    return """
        url: %s
        connector: {recipe: rabbitmq}
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
    management
        .get("/api/users", Outside.basic(GUEST.username(), GUEST.password()))
        .body()
        .forEach(each -> names.add(each.path("name").asString()));
    return names;
  }

  @Override
  public boolean letsIn(String username, String password) throws Exception {
    Outside.Answer answer = management.get("/api/whoami", Outside.basic(username, password));
    return answer.status() == 200 && answer.body().path("name").asString().equals(username);
  }

  @Override
  public Person before() {
    return GUEST;
  }

  @Override
  public void close() {
    broker.close();
    portMapper.close();
  }
}
