package dev.testaccounts.testkit.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority of a test's own, which nobody trusts who is not told to. Its files are
 * PEM. For one thread.
 */
public final class Authority {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path folder;

  private Authority(Path folder) {
    this.folder = folder;
  }

  /** The files of a certificate and of its private key. */
  public record Proof(Path certificate, Path key) {}

  /**
   * Makes one.
   *
   * @param folder an empty one, for its files
   */
  public static Authority in(Path folder) throws Exception {
    Authority made = new Authority(folder);
    made.keytool("-alias", "authority", "-dname", "CN=authority", "-ext", "bc:critical=ca:true");
    return made;
  }

  /** The file that whoever is to trust it is told. */
  public Path certificate() throws Exception {
    return pem("authority.pem", "CERTIFICATE", store().getCertificate("authority").getEncoded());
  }

  /**
   * A certificate that it signed.
   *
   * @param name a name for its files
   * @param host what it is for, such as {@code ip:127.0.0.1} or {@code dns:localhost}
   */
  public Proof signed(String name, String host) throws Exception {
    keytool("-alias", name, "-dname", "CN=" + name, "-ext", "san=" + host, "-signer", "authority");
    KeyStore store = store();
    return new Proof(
        pem(name + ".pem", "CERTIFICATE", store.getCertificate(name).getEncoded()),
        pem(name + ".key", "PRIVATE KEY", store.getKey(name, PASSWORD).getEncoded()));
  }

  private Path file() {
    return folder.resolve("authority.p12");
  }

  private KeyStore store() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file())) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  /** The JDK can make a certificate only by its own tool. */
  private void keytool(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file().toString(),
                "-storepass",
                new String(PASSWORD)));
    command.addAll(List.of(words));
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tool.waitFor()).as(said).isZero();
  }

  private Path pem(String name, String label, byte[] bytes) throws IOException {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    String body = Base64.getMimeEncoder(64, newline).encodeToString(bytes);
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }
}
