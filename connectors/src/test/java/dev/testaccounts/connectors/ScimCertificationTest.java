package dev.testaccounts.connectors;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Guard;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.testkit.connector.ConnectorContract;
import dev.testaccounts.testkit.connector.ConnectorFixture;
import dev.testaccounts.testkit.connector.Remote;
import dev.testaccounts.testkit.fault.HttpSpeech;
import dev.testaccounts.testkit.fault.Speech;
import dev.testaccounts.testkit.scim.Quirk;
import dev.testaccounts.testkit.scim.ScimPeer;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** SCIM under the kit's faults; the service gives two users at a time, whatever it is asked for. */
class ScimCertificationTest extends ConnectorContract {

  @Override
  protected ConnectorFixture fixture(Path folder) {
    return new Users(clock);
  }

  private static final class Users implements ConnectorFixture {

    private final ScimPeer peer = new ScimPeer(Quirk.SHORT_PAGES);
    private final HttpConnectors connectors;

    Users(InstantSource clock) {
      connectors = new HttpConnectors(Guard.loopback(), Map.of("TOKEN", ScimPeer.TOKEN), clock);
    }

    @Override
    public Speech speech() {
      return new HttpSpeech();
    }

    @Override
    public int port() {
      return peer.url().getPort();
    }

    @Override
    public Connector connector(int port, Limits limits) {
      ServiceSpec scim = Scim.spec(URI.create("http://127.0.0.1:" + port), Scim.WITH_LOGIN);
      return Scim.connector(connectors, Scim.limited(scim, limits));
    }

    @Override
    public Pattern questions(Remote operation) {
      return Pattern.compile(
          switch (operation) {
            case CREATE -> "^POST /scim/v2/Users";
            case DELETE -> "^DELETE /scim/v2/Users/";
            case EXISTS -> "^GET /scim/v2/Users/";
            case RESET -> "^PATCH /scim/v2/Users/";
            case LIST -> "^GET /scim/v2/Users\\?";
            case SIGN_IN -> "^POST /sign-in";
          });
    }

    @Override
    public Set<Remote> read() {
      return Set.of(Remote.CREATE, Remote.EXISTS, Remote.LIST, Remote.SIGN_IN);
    }

    @Override
    public int mostPerPage() {
      return 2;
    }

    @Override
    public Set<String> usernames() {
      return peer.usernames();
    }

    @Override
    public void add(String username, String password) {
      peer.add(username, "theirs", password);
    }

    @Override
    public boolean letsIn(String username, String password) {
      return peer.letsIn(username, password);
    }

    @Override
    public void close() {
      connectors.close();
      peer.close();
    }
  }
}
