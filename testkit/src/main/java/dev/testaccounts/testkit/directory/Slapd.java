package dev.testaccounts.testkit.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.naming.AuthenticationException;
import javax.naming.NamingException;
import javax.naming.directory.Attributes;
import javax.naming.directory.BasicAttribute;
import javax.naming.directory.BasicAttributes;
import javax.naming.directory.InitialDirContext;

/**
 * A real OpenLDAP server on loopback, with a folder of its own and nothing of the system's. What it
 * is asked here is asked without any of the product's code. For one thread.
 */
@SuppressWarnings({"BanJNDI", "JdkObsolete"}) // what it reads it wrote itself
public final class Slapd implements AutoCloseable {

  public static final String BASE = "dc=example,dc=test";
  public static final String PEOPLE = "ou=people," + BASE;
  public static final String ADMIN = "cn=admin," + BASE;

  /** May write whatever there is, and read all but those whose names begin with "unseen". */
  public static final String WRITER = "writer";

  /** Of every person that was added by hand. */
  public static final String THEIR_PASSWORD = "of-somebody-else";

  public static final String ADMIN_PASSWORD = "the-admin";

  private static final int MOST_LOOKS = 2_000;
  private static final Path PROGRAM = Path.of("/usr/sbin/slapd");

  private final Path folder;
  private final int port;
  private final String listening;
  private Process process;

  private Slapd(Path folder, int port, String listening) throws IOException {
    this.folder = folder;
    this.port = port;
    this.listening = listening;
    this.process = begun(folder, listening);
  }

  /**
   * Starts one and returns when it listens.
   *
   * @param folder an empty one, which it keeps its data in
   */
  public static Slapd start(Path folder) throws Exception {
    int port = freePort();
    return started(folder, port, "ldap://127.0.0.1:" + port, "");
  }

  /**
   * The same with a second port, for TLS.
   *
   * @param server a certificate and its key
   */
  public static Slapd start(Path folder, int securePort, Authority.Proof server) throws Exception {
    return secure(folder, securePort, server, "");
  }

  /**
   * The same, but who comes by TLS has to show a certificate.
   *
   * @param authority the certificate of whoever signed it
   */
  public static Slapd demanding(Path folder, int securePort, Authority.Proof server, Path authority)
      throws Exception {
    return secure(
        folder, securePort, server, "\nTLSVerifyClient demand\nTLSCACertificateFile " + authority);
  }

  private static Slapd secure(Path folder, int securePort, Authority.Proof server, String further)
      throws Exception {
    int port = freePort();
    return started(
        folder,
        port,
        "ldap://127.0.0.1:" + port + " ldaps://127.0.0.1:" + securePort,
        "TLSCertificateFile "
            + server.certificate()
            + "\nTLSCertificateKeyFile "
            + server.key()
            + further);
  }

  private static Slapd started(Path folder, int port, String listening, String tls)
      throws Exception {
    assertThat(PROGRAM)
        .as("these tests need OpenLDAP's server; Debian and Ubuntu: apt-get install slapd")
        .isExecutable();
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("slapd.conf"), configuration(folder, tls));
    Slapd slapd = new Slapd(folder, port, listening);
    slapd.awaitListening();
    slapd.add(BASE, "dcObject", "organization");
    slapd.add(PEOPLE, "organizationalUnit");
    return slapd;
  }

  /** A port that was free just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static String configuration(Path folder, String tls) {
    return """
    include /etc/ldap/schema/core.schema
    include /etc/ldap/schema/cosine.schema
    include /etc/ldap/schema/inetorgperson.schema
    pidfile %1$s/slapd.pid
    modulepath /usr/lib/ldap
    moduleload back_mdb
    %5$s
    sizelimit 50
    database mdb
    suffix "%2$s"
    rootdn "%3$s"
    rootpw %4$s
    directory %1$s/data
    access to dn.regex="^uid=unseen" by dn.exact="%6$s" =w by * none
    access to * by dn.exact="%6$s" write by * read
    index objectClass,uid,entryUUID eq
    dbnosync
    """
        .formatted(folder, BASE, ADMIN, ADMIN_PASSWORD, tls, dn(WRITER));
  }

  /** Runs in the foreground, so that it is our child and ends with us. */
  private static Process begun(Path folder, String listening) throws IOException {
    return new ProcessBuilder(
            PROGRAM.toString(),
            "-d",
            "0",
            "-f",
            folder.resolve("slapd.conf").toString(),
            "-h",
            listening)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("slapd.log").toFile())
        .start();
  }

  /** Starts again after a stop, with all that it kept. */
  public void again() throws Exception {
    process = begun(folder, listening);
    awaitListening();
  }

  private void awaitListening() throws Exception {
    for (int looks = 1; !listens(); looks++) {
      assertThat(process.isAlive())
          .as("slapd ended: " + Files.readString(folder.resolve("slapd.log")))
          .isTrue();
      assertThat(looks).as("slapd does not listen").isLessThan(MOST_LOOKS);
      assertThat(new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends the process; what it kept stays. */
  public void stop() {
    process.destroy();
    process.onExit().join();
  }

  public int port() {
    return port;
  }

  public URI url() {
    return URI.create("ldap://127.0.0.1:" + port);
  }

  public static String dn(String username) {
    return "uid=" + username + "," + PEOPLE;
  }

  /** Adds an entry by hand, as somebody else would. */
  public void add(String dn, String... objectClasses) throws NamingException {
    Attributes attributes = new BasicAttributes(true);
    BasicAttribute classes = new BasicAttribute("objectClass");
    for (String each : objectClasses) {
      classes.add(each);
    }
    attributes.put(classes);
    if (classes.contains("organization")) {
      attributes.put("o", "example");
    }
    if (classes.contains("inetOrgPerson")) {
      attributes.put("cn", "somebody");
      attributes.put("sn", "else");
      attributes.put("userPassword", THEIR_PASSWORD);
    }
    if (classes.contains("referral")) {
      attributes.put("ref", "ldap://127.0.0.2:" + port + "/" + dn);
    }
    asAdmin(context -> context.createSubcontext(dn, attributes).close());
  }

  /** Gives an entry one value more of an attribute. */
  public void also(String dn, String name, String value) throws NamingException {
    asAdmin(
        context ->
            context.modifyAttributes(
                dn, InitialDirContext.ADD_ATTRIBUTE, new BasicAttributes(name, value, true)));
  }

  public void put(String dn, String name, String value) throws NamingException {
    asAdmin(
        context ->
            context.modifyAttributes(
                dn, InitialDirContext.REPLACE_ATTRIBUTE, new BasicAttributes(name, value, true)));
  }

  public String attribute(String dn, String name) throws NamingException {
    String[] value = new String[1];
    asAdmin(
        context -> {
          var found = context.getAttributes(dn, new String[] {name}).get(name);
          value[0] = found == null ? "(none)" : found.get().toString();
        });
    return value[0];
  }

  /** How many entries are below the people. */
  public int people() throws NamingException {
    return usernames().size();
  }

  /** The names of all entries below the people. */
  public Set<String> usernames() throws NamingException {
    Set<String> names = new TreeSet<>();
    asAdmin(
        context -> {
          var found = context.list(PEOPLE);
          while (found.hasMore()) {
            names.add(found.next().getName().replaceFirst("uid=", ""));
          }
        });
    return names;
  }

  /** Whether a password is the right one, asked without any of our code. */
  public boolean binds(String username, String password) throws NamingException {
    try {
      connect(dn(username), password).close();
      return true;
    } catch (AuthenticationException e) {
      return false;
    }
  }

  private interface Use {
    void of(InitialDirContext context) throws NamingException;
  }

  private void asAdmin(Use use) throws NamingException {
    InitialDirContext context = connect(ADMIN, ADMIN_PASSWORD);
    try {
      use.of(context);
    } finally {
      context.close();
    }
  }

  private InitialDirContext connect(String dn, String password) throws NamingException {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put("java.naming.factory.initial", "com.sun.jndi.ldap.LdapCtxFactory");
    environment.put("java.naming.provider.url", url().toString());
    environment.put("java.naming.security.authentication", "simple");
    environment.put("java.naming.security.principal", dn);
    environment.put("java.naming.security.credentials", password);
    environment.put("java.naming.referral", "ignore");
    // Not our guarded sockets: this is the other side.
    environment.put("java.naming.ldap.factory.socket", PlainSockets.class.getName());
    return new InitialDirContext(environment);
  }

  @Override
  public void close() {
    stop();
  }
}
