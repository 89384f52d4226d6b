package dev.testaccounts.connid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.testaccounts.core.kernel.Problem;
import dev.testaccounts.core.service.BundleSetup;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.Way;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which bundles there are, and what they may be told. */
class ConnIdBundlesTest {

  @TempDir private Path folder;

  private static BundleSetup setup(String bundle, Map<String, List<String>> configuration) {
    return new BundleSetup(
        bundle, URI.create("ldap://localhost"), "__ACCOUNT__", configuration, Limits.standard());
  }

  private String mistake(String bundle, Map<String, List<String>> configuration) {
    return new ConnIdBundles(folder)
        .problemWith(setup(bundle, configuration), Set.of())
        .map(Problem::detail)
        .orElse("(none)");
  }

  @Test
  void a_bundle_that_is_not_there_is_told_where_it_is_looked_for() {
    assertThat(mistake("table", Map.of()))
        .isEqualTo(
            "connector.connid.bundle: bundle 'table': expected ldap, or a file table.jar in "
                + folder);
    assertThat(new ConnIdBundles(folder).capabilities("table")).isEmpty();
  }

  @Test
  void one_that_went_away_after_it_was_registered_is_waited_for() {
    Way way = new Way(List.of(), Duration.ofSeconds(1));

    assertThat(new ConnIdBundles(folder).open(setup("table", Map.of())).find("x", way))
        .isInstanceOf(Reply.NotDone.class);
  }

  @Test
  void a_file_that_whoever_runs_the_server_put_there_is_a_bundle() throws Exception {
    try (var in = ConnIdBundles.class.getResourceAsStream("bundles/ldap.jar")) {
      Files.write(folder.resolve("own.jar"), Objects.requireNonNull(in).readAllBytes());
    }

    assertThat(mistake("own", Map.of())).isEqualTo("(none)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no jar"})
  void a_file_that_was_cut_off_is_no_bundle(String content) throws Exception {
    Files.writeString(folder.resolve("cut.jar"), content);

    assertThat(mistake("cut", Map.of())).contains("bundle 'cut': it is no ConnId bundle");
    assertThat(new ConnIdBundles(folder).capabilities("cut")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "host|evil.test|host: is said by the service's url or limits.timeout, expected nothing here",
        "failover|ldap://evil.test|failover: is said by the service's url or limits.timeout, expected nothing here",
        "connectTimeout|1|connectTimeout: is said by the service's url or limits.timeout, expected nothing here",
        "changeLogBlockSize|ten|changeLogBlockSize: expected a whole number, got 3 letters",
        "readSchema|yes|readSchema: expected true or false, got another text",
        "passwordDecryptionKey|k|passwordDecryptionKey: expected a property of texts, numbers or flags, got one of secret bytes",
      })
  void what_does_not_fit_is_told_with_its_property(String name, String text, String expected) {
    assertThat(mistake("ldap", Map.of(name, List.of(text))))
        .isEqualTo("connector.connid.configuration." + expected);
  }

  @Test
  void a_secret_is_not_said_in_clear() {
    BundleSetup setup = setup("ldap", Map.of("credentials", List.of("s3cret")));
    ConnIdBundles bundles = new ConnIdBundles(folder);

    assertThat(bundles.problemWith(setup, Set.of())).isEmpty();
    assertThat(bundles.problemWith(setup, Set.of("credentials")).map(Problem::detail))
        .hasValueSatisfying(
            detail ->
                assertThat(detail)
                    .startsWith(
                        "connector.connid.configuration.credentials: expected {{credentials.NAME}}")
                    .doesNotContain("s3cret"));
  }

  @Test
  void a_property_that_it_does_not_have_is_told_with_those_it_has() {
    assertThat(mistake("ldap", Map.of("pincipal", List.of("x"))))
        .startsWith("connector.connid.configuration.pincipal: unknown property, expected one of [")
        .contains("principal");
    assertThat(mistake("ldap", Map.of("principal", List.of("a", "b"))))
        .endsWith("principal: expected one value, got 2");
  }
}
