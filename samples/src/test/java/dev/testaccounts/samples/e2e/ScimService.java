package dev.testaccounts.samples.e2e;

import dev.testaccounts.testkit.scim.Quirk;
import dev.testaccounts.testkit.scim.ScimPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** A service that speaks SCIM, in which one person is already. */
final class ScimService implements Product {

  private static final Person ALICE = new Person("alice", "hers-alone");

  private final ScimPeer peer;

  ScimService(Quirk... quirks) {
    peer = new ScimPeer(quirks);
    peer.add(ALICE.username(), "hr-1", ALICE.password());
  }

  ScimPeer peer() {
    return peer;
  }

  @Override
  public String declared(Path folder) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), ScimPeer.TOKEN);
    return """
        url: %s
        connector:
          scim:
            path: /scim/v2
            login:
              path: /sign-in
              json: {name: "{{account.username}}", secret: "{{account.password}}"}
              tokens: {accessToken: $.token}
        credentials: {bearer: "${file:%s}"}
    """
        .formatted(peer.url(), token);
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Set<String> usernames() {
    return peer.usernames();
  }

  @Override
  public boolean letsIn(String username, String password) {
    return peer.letsIn(username, password);
  }

  @Override
  public Person before() {
    return ALICE;
  }

  @Override
  public void close() {
    peer.close();
  }
}
