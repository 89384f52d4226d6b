package dev.testaccounts.testkit.connector;

import dev.testaccounts.core.service.Connector;
import dev.testaccounts.core.service.Limits;
import dev.testaccounts.testkit.fault.HttpSpeech;
import dev.testaccounts.testkit.fault.Speech;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/** The kit around a connector with a flaw. */
class PlainContract extends ConnectorContract {

  private final Flaw flaw;

  PlainContract(Flaw flaw) {
    this.flaw = flaw;
  }

  @Override
  Duration soon() {
    return flaw == Flaw.WAITS_FOR_EVER ? Duration.ofSeconds(1) : super.soon();
  }

  @Override
  protected ConnectorFixture fixture(Path folder) throws Exception {
    Register register = new Register();
    return new ConnectorFixture() {
      @Override
      public Speech speech() {
        return new HttpSpeech();
      }

      @Override
      public int port() {
        return register.port();
      }

      @Override
      public Connector connector(int port, Limits limits) {
        return new PlainConnector(port, limits, clock, flaw);
      }

      @Override
      public Pattern questions(Remote operation) {
        return Pattern.compile(
            switch (operation) {
              case CREATE -> "^POST /accounts/";
              case DELETE -> "^DELETE ";
              case EXISTS -> "^GET /accounts/";
              case RESET -> "^PUT ";
              case LIST -> "^GET /accounts\\?";
              case SIGN_IN -> "^POST /session/";
            });
      }

      @Override
      public Set<Remote> read() {
        return Set.of(Remote.LIST);
      }

      @Override
      public int mostPerPage() {
        return Register.PAGE;
      }

      @Override
      public Set<String> usernames() {
        return Set.copyOf(register.passwords.keySet());
      }

      @Override
      public void add(String username, String password) {
        register.passwords.put(username, password);
      }

      @Override
      public boolean letsIn(String username, String password) {
        return password.equals(register.passwords.get(username));
      }

      @Override
      public void close() {
        register.close();
      }
    };
  }
}
