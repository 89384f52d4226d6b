package dev.testaccounts.app;

import dev.testaccounts.app.config.ConfigException;
import dev.testaccounts.app.config.TamYaml;
import dev.testaccounts.connectors.discovery.Discovery;
import dev.testaccounts.core.service.Guard;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code tam service discover}: proposes how to connect a service. It asks no server, so that it
 * can be used before there is one; that is why it is here and not among the commands of the cli.
 */
@Command(
    name = "discover",
    description = {
      "Propose the tam.yaml of a service from its OpenAPI 3 document; nothing is registered.",
      "What is unsure is a comment."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:proposed",
      "1:the document describes nothing that accounts can be kept by; standard error says why",
      "2:the command was not understood",
      "3:there is no document that can be read; standard error says why"
    })
final class ServiceDiscoverCommand implements Callable<Integer> {

  static final int NOTHING = 1;
  static final int UNREADABLE = 3;

  @Parameters(paramLabel = "URL|FILE", description = "The document, JSON or YAML.")
  private String document = "";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "A new file to write the proposal to (default: standard output).")
  private @Nullable Path output;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The service's name (default: made of the document's title).")
  private @Nullable String name;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the service is (default: what the document says).")
  private @Nullable URI url;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A tam.yaml whose guard says which hosts may be called (default: loopback).")
  private @Nullable Path config;

  @Option(
      names = "--allow-host",
      paramLabel = "HOST",
      description = "A host that may be called too, such as api.test.internal.")
  private List<String> allowed = new ArrayList<>();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    check();
    try {
      Discovery.Source source = new DiscoverySource(guard()).read(document);
      return told(Discovery.of(source, new Discovery.Wish(name, url)));
    } catch (ConfigException | IOException e) {
      return failed(UNREADABLE, String.valueOf(e.getMessage()));
    }
  }

  private void check() {
    if (name != null && !name.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
      throw mistake(
          "--name: expected 1 to 63 lower-case letters, digits and inner hyphens, got '"
              + name
              + "'");
    }
    if (url != null && (url.getHost() == null || !url.toString().matches("https?://[^?#@{}]+"))) {
      throw mistake(
          "--url: expected http:// or https:// and a host, without credentials and query");
    }
  }

  private ParameterException mistake(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private Guard guard() throws ConfigException {
    Guard base = config == null ? Guard.loopback() : TamYaml.read(config).guard();
    List<String> hosts = new ArrayList<>(base.allowHosts());
    hosts.addAll(allowed);
    return new Guard(hosts, base.denyHosts());
  }

  private int told(Discovery discovery) throws IOException {
    return switch (discovery) {
      case Discovery.Proposed(String yaml) -> proposed(yaml);
      case Discovery.Nothing(String reason) -> failed(NOTHING, reason);
      case Discovery.Unreadable(String reason) -> failed(UNREADABLE, reason);
    };
  }

  /** What is there was written by somebody, so it stays as it is. */
  private int proposed(String yaml) throws IOException {
    if (output == null) {
      PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
      out.print(yaml);
      out.flush();
      return 0;
    }
    try {
      Files.writeString(output, yaml, StandardOpenOption.CREATE_NEW);
      return 0;
    } catch (FileAlreadyExistsException e) {
      throw mistake("--output: expected a new file, but " + output + " is there");
    } catch (IOException e) {
      throw mistake(
          "--output: " + output + " cannot be written (" + e.getClass().getSimpleName() + ")");
    }
  }

  private int failed(int code, String reason) {
    Objects.requireNonNull(spec).commandLine().getErr().println("tam: " + reason);
    return code;
  }
}
