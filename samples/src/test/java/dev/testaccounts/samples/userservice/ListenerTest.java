package dev.testaccounts.samples.userservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.testaccounts.samples.userservice.UserService.Options;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListenerTest {
  @Test
  void start_portZero_takesAFreePort() throws Exception {
    try (UserService one = UserService.start(Options.local());
        UserService other = UserService.start(Options.local());
        Caller caller = new Caller(other.url())) {
      assertThat(one.port()).isPositive().isNotEqualTo(other.port());
      assertThat(other.url()).hasToString("http://127.0.0.1:" + other.port());

      caller.create("ann");

      assertThat(other.accounts()).containsExactly("ann");
      assertThat(one.accounts()).isEmpty();
    }
  }

  @Test
  void start_portTaken_saysWhichAndWhy() throws Exception {
    try (UserService first = UserService.start(Options.local())) {
      Options taken = new Options("127.0.0.1", first.port(), Duration.ZERO);

      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> UserService.start(taken).close())
          .withMessageStartingWith("port " + first.port() + " on 127.0.0.1 is taken: ");
    }
  }

  @Test
  void start_unknownAddress_saysWhich() {
    Options foreign = new Options("192.0.2.1", 0, Duration.ZERO);

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> UserService.start(foreign).close())
        .withMessageStartingWith("port 0 on 192.0.2.1 is not available: ");
  }

  @Test
  void close_freesThePortAndMayBeRepeated() throws Exception {
    UserService service = UserService.start(Options.local());
    int port = service.port();
    try (Caller caller = new Caller(service.url())) {
      caller.create("ann");
      service.close();
      service.close();

      assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.get("/health"));
    }
    try (ServerSocket socket = new ServerSocket(port)) {
      assertThat(socket.isBound()).isTrue();
    }
  }

  @Test
  void options_outOfRange_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Options("127.0.0.1", 65_536, Duration.ZERO));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Options("127.0.0.1", -1, Duration.ZERO));
  }
}
