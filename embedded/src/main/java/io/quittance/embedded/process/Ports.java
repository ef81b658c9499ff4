package io.quittance.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// TCP ports of the loopback interface.
public final class Ports {
  private static final int CONNECT_MILLIS = 1_000;

  private Ports() {}

  /// A port that was free at the moment of the call. Another process may take it before the caller
  /// does; callers that can bind port 0 themselves should.
  public static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a server could listen on the port now. Binds it for a moment: ask before a server
  /// starts, never while it starts, or it may find the port taken.
  public static boolean isFree(int port) {
    return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        && canBind(new InetSocketAddress(port));
  }

  /// Whether something on loopback accepts connections on the port.
  public static boolean isOpen(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Returns the given port, or a free one for 0.
  ///
  /// @throws PortTakenException when another process listens on it
  public static int claim(int port, String purpose) {
    if (port == 0) {
      return free();
    }
    requireFree(port, purpose);
    return port;
  }

  /// Does nothing when the port is free.
  ///
  /// @throws PortTakenException when another process listens on it
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
