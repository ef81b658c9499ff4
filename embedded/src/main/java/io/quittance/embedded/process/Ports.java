package io.quittance.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// TCP ports on the loopback interface.
public final class Ports {
  private static final int CONNECT_MILLIS = 1_000;

  private Ports() {}

  /// Returns a port that was free at the time of the call. Another process may take it before the
  /// caller does. Callers that can bind to port 0 themselves should do so.
  public static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns whether a server could listen on the port now. Binds the port briefly: call it before
  /// a server starts, never while it is starting, or the server may find the port in use.
  public static boolean isFree(int port) {
    return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        && canBind(new InetSocketAddress(port));
  }

  /// Returns whether a server on loopback accepts connections on the port.
  public static boolean isOpen(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Returns the given port, or a free port when it is 0.
  ///
  /// @throws PortTakenException when another process is listening on it
  public static int claim(int port, String purpose) {
    if (port == 0) {
      return free();
    }
    requireFree(port, purpose);
    return port;
  }

  /// Checks that the port is free.
  ///
  /// @throws PortTakenException when another process is listening on it
  public static void requireFree(int port, String purpose) {
    if (!isFree(port)) {
      throw new PortTakenException(port, purpose);
    }
  }

  private static boolean canBind(InetSocketAddress address) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address, 1);
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
