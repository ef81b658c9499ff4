package io.quittance.messaging;

import io.quittance.embedded.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// An address at which a broker can be reached only once [#arrive] has been called: from then on
/// connections are forwarded to the real one. Not thread-safe.
public final class LateBroker implements AutoCloseable {

  private final String host;
  private final int port;
  private final int reserved;
  private ServerSocket server = new ServerSocket();

  /// @param broker the real one, `host:port`
  public LateBroker(String broker) throws IOException {
    int colon = broker.lastIndexOf(':');
    host = broker.substring(0, colon);
    port = Integer.parseInt(broker.substring(colon + 1));
    reserved = Ports.free();
  }

  public String address() {
    return InetAddress.getLoopbackAddress().getHostAddress() + ":" + reserved;
  }

  public void arrive() throws IOException {
    server = new ServerSocket(reserved, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Socket broker = new Socket(host, port);
        Thread.ofVirtual().start(() -> copy(client, broker));
        Thread.ofVirtual().start(() -> copy(broker, client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One side has gone, and now both have.
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
