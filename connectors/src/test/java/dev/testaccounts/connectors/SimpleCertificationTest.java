package dev.testaccounts.connectors;

import dev.testaccounts.core.service.Limits;
import dev.testaccounts.core.service.ServiceSpec;
import dev.testaccounts.testkit.connector.ConnectorContract;
import dev.testaccounts.testkit.connector.ConnectorFixture;
import dev.testaccounts.testkit.connector.Remote;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The simple contract under the faults of the kit. */
class SimpleCertificationTest extends ConnectorContract {

  @Override
  protected ConnectorFixture fixture(Path folder) {
    return new HttpFixture(clock) {
      @Override
      String answer(String method, URI target, JsonNode body) {
        if (method.equals("DELETE")) {
          return status(passwords.remove(last(target)) == null ? 404 : 200);
        }
        String name = body.path("username").asString();
        return status(
            passwords.putIfAbsent(name, body.path("password").asString()) == null ? 200 : 409);
      }

      @Override
      ServiceSpec spec(URI url, Limits limits) {
        return Calls.service(url, limits).spec();
      }

      @Override
      public Pattern questions(Remote operation) {
        return Pattern.compile(operation == Remote.CREATE ? "^POST " : "^DELETE ");
      }
    };
  }
}
