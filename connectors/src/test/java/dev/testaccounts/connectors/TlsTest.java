package dev.testaccounts.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.Reply;
import dev.testaccounts.core.service.ServiceSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with an authority of one's own, and with a certificate of one's own. */
class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  /** What each caller proved to be; "nobody" where it proved nothing. */
  private final List<String> callers = new CopyOnWriteArrayList<>();

  private final HttpConnectors connectors = Calls.connectors();

  @TempDir private Path folder;
  private HttpsServer server;
  private String authority;
  private String certificate;
  private String key;
  private volatile boolean quiet;

  @BeforeEach
  void start() throws Exception {
    KeyStore store = store("server", "RSA");
    KeyStore client = store("client", "EC");
    authority = pem("ca.pem", "CERTIFICATE", store.getCertificate("server").getEncoded());
    certificate = pem("own.pem", "CERTIFICATE", client.getCertificate("client").getEncoded());
    key = pem("own.key", "PRIVATE KEY", client.getKey("client", PASSWORD).getEncoded());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("client", client.getCertificate("client"));
    server = server(context(store, trusted));
  }

  @AfterEach
  void stop() {
    connectors.close();
    server.stop(0);
  }

  @Test
  void an_authority_that_nobody_trusts_is_told() {
    assertThat(create("{}"))
        .isEqualTo(
            new Reply.NotDone(
                "service 'shop': create: no TLS connection to localhost:"
                    + server.getAddress().getPort()
                    + ": its certificate is not from an authority that is trusted; see"
                    + " connector.tls",
                null));
    assertThat(callers).isEmpty();
  }

  @Test
  void a_service_that_speaks_no_TLS_is_told() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> answerAnything(plain));
      URI url = URI.create("https://127.0.0.1:" + plain.getLocalPort());

      assertThat(
              Declared.connector(
                      connectors,
                      Declared.spec(url, "http", Declared.http(Declared.LEAST), Map.of()))
                  .create(Declared.ann(null)))
          .isEqualTo(
              new Reply.NotDone(
                  "service 'shop': create: "
                      + url.getAuthority()
                      + " does not speak TLS; is its url http?",
                  null));
    }
  }

  private static void answerAnything(ServerSocket server) {
    try (Socket socket = server.accept()) {
      assertThat(socket.getInputStream().read()).isNotNegative();
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void an_authority_of_ones_own_is_trusted() {
    assertThat(create("tls: {authority: " + authority + "}")).isEqualTo(new Reply.Done(null));
    assertThat(callers).containsExactly("nobody");
  }

  @Test
  void a_service_that_says_nothing_is_given_up_in_time() {
    String settings = Declared.settings("tls: {authority: " + authority + "}");
    quiet = true;

    assertThat(
            Declared.connector(connectors, spec(settings, Calls.HASTY)).create(Declared.ann(null)))
        .isEqualTo(new Reply.Unknown("service 'shop': create: no answer within 300 ms"));
  }

  @Test
  void a_certificate_of_ones_own_is_shown() {
    assertThat(
            create(
                "tls: {authority: %s, certificate: %s, key: %s}"
                    .formatted(authority, certificate, key)))
        .isEqualTo(new Reply.Done(null));
    assertThat(callers).containsExactly("CN=client");
  }

  /** Certificates run out; nobody restarts a server for that. */
  @Test
  void files_that_were_written_anew_are_read_anew() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Calls.NOW);
    Path trusted = folder.resolve("trusted.pem");
    String good = Files.readString(Path.of(authority));
    String other = Files.readString(Path.of(certificate));
    Files.writeString(trusted, other);
    try (HttpConnectors rotating = new HttpConnectors(Guard.loopback(), Map.of(), now::get)) {
      ServiceSpec spec =
          spec(Declared.settings("tls: {authority: " + trusted + "}"), Calls.PATIENT);

      assertThat(Declared.connector(rotating, spec).create(Declared.ann(null)))
          .isInstanceOf(Reply.NotDone.class);
      Files.writeString(trusted, "half of it");
      now.set(now.get().plus(TlsFiles.BELIEVED));
      assertThat(Declared.connector(rotating, spec).create(Declared.ann(null)))
          .as("what was read before goes on")
          .isInstanceOf(Reply.NotDone.class);

      Files.writeString(trusted, good + "\n");
      now.set(now.get().plus(TlsFiles.BELIEVED).minusNanos(1));
      assertThat(Declared.connector(rotating, spec).create(Declared.ann(null)))
          .isInstanceOf(Reply.NotDone.class);
      now.set(now.get().plusNanos(1));
      assertThat(Declared.connector(rotating, spec).create(Declared.ann(null)))
          .isEqualTo(new Reply.Done(null));
      assertThat(Declared.connector(rotating, spec)).isSameAs(Declared.connector(rotating, spec));
    }
  }

  @Test
  void a_file_that_holds_something_else_is_told() {
    assertThat(
            Declared.mistake(
                connectors,
                spec("tls: {certificate: " + certificate + ", key: " + authority + "}")))
        .isEqualTo("connector.tls: expected a PEM private key (PKCS #8) in " + authority);
    assertThat(Declared.mistake(connectors, spec("tls: {authority: " + key + "}")))
        .isEqualTo("connector.tls: expected PEM certificates in " + key);
  }

  private Reply create(String settings) {
    return Declared.connector(connectors, spec(settings)).create(Declared.ann(null));
  }

  private ServiceSpec spec(String settings) {
    return spec(Declared.settings(settings), Calls.PATIENT);
  }

  private ServiceSpec spec(String settings, Limits limits) {
    URI url = URI.create("https://localhost:" + server.getAddress().getPort());
    return new ServiceSpec(
        "shop", url, "testing", "simple", settings, Map.of(), limits, List.of(), false);
  }

  private HttpsServer server(SSLContext context) throws IOException {
    HttpsServer made =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    made.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = context.getDefaultSSLParameters();
            wanted.setWantClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    made.createContext(
        "/",
        exchange -> {
          var session = ((com.sun.net.httpserver.HttpsExchange) exchange).getSSLSession();
          callers.add(caller(session));
          exchange.getRequestBody().readAllBytes();
          if (!quiet) {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
          }
        });
    made.start();
    return made;
  }

  private static String caller(javax.net.ssl.SSLSession session) {
    try {
      return ((X509Certificate) session.getPeerCertificates()[0])
          .getSubjectX500Principal()
          .getName();
    } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
      return "nobody";
    }
  }

  private static SSLContext context(KeyStore own, KeyStore trusted) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** The JDK can make a certificate only by its own tool. */
  private KeyStore store(String name, String kind) throws Exception {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                kind,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(tool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(tool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private String pem(String name, String label, byte[] bytes) throws IOException {
    String body = Base64.getMimeEncoder().encodeToString(bytes);
    return Files.writeString(
            folder.resolve(name),
            "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n")
        .toString();
  }
}
