package dev.testaccounts.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/** One kept-alive connection, for what is not measured by the thousand. Used by one thread. */
final class Wire implements AutoCloseable {

  private final String host;
  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(1 << 20);

  Wire(URI server) throws IOException {
    this.host = server.getAuthority();
    this.channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
  }

  Answer send(String method, String path, String body) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(Message.request(host, method, path, body));
    while (out.hasRemaining()) {
      channel.write(out);
    }
    Optional<Message> message = Message.take(in);
    while (message.isEmpty()) {
      if (channel.read(in) < 0) {
        throw new IOException("the server closed the connection");
      }
      message = Message.take(in);
    }
    return Answer.of(message.get());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
