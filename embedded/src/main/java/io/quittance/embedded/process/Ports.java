package io.quittance.embedded.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// TCP ports on the loopback interface.
public final class Ports {
  private static final int CONNECT_MILLIS = 1_000;

  /// Ports below belong to known services.
  private static final int LEAST = 10_000;

  /// Linux hands out ports from here on to clients, unless it is set otherwise.
  private static final int USUAL_FIRST_OF_CLIENTS = 32_768;

  private static final Path RANGE_OF_CLIENTS = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

  /// So that no port is returned twice while there are others, and processes begin apart.
  private static final AtomicInteger NEXT = new AtomicInteger(new Random().nextInt(1 << 20));

  private Ports() {}

  /// Returns a port that was free at the time of the call. It lies below those that the system
  /// hands out to clients, so that no client takes it before the caller does; a server of another
  /// process still may. Callers that can bind to port 0 themselves should do so.
  ///
  /// @throws IllegalStateException when none is free
  public static int free() {
    int end = firstOfClients();
    for (int i = LEAST; i < end; i++) {
      int port = LEAST + Math.floorMod(NEXT.getAndIncrement(), end - LEAST);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("No port from %d to %d is free".formatted(LEAST, end - 1));
  }

  /// Returns the first port of those that the system hands out to clients; the usual one when it
  /// cannot be read or leaves no port below it.
  static int firstOfClients() {
    try {
      int first = Integer.parseInt(Files.readString(RANGE_OF_CLIENTS).strip().split("\\s+")[0]);
      return first > LEAST ? first : USUAL_FIRST_OF_CLIENTS;
    } catch (IOException | NumberFormatException _) {
      return USUAL_FIRST_OF_CLIENTS;
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
