package io.quittance.e2e.faults.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A TCP proxy on loopback that makes the network worse: it delays, throttles, holds and cuts. Each
/// fault lasts until [#heal]. Safe for concurrent use.
public final class TcpProxy implements AutoCloseable {

  private static final int CHUNK = 16 * 1024;
  private static final int WAITING_CHUNKS = 256;
  private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final byte[] END = new byte[0];

  private final ServerSocket server;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile long delayNanos;
  private volatile long bytesPerSecond;
  private volatile boolean silent;
  private volatile boolean cut;
  private volatile boolean closed;

  private TcpProxy(ServerSocket server, int target) {
    this.server = server;
    this.target = target;
  }

  /// @param dueNanos when it may be passed on, by [System#nanoTime()]
  @SuppressWarnings("ArrayRecordComponent")
  private record Chunk(byte[] bytes, long dueNanos) {}

  /// Starts a proxy.
  ///
  /// @param port to listen on, 0 for a free one
  /// @param target port on loopback that connections are passed on to
  public static TcpProxy start(int port, int target) throws IOException {
    ServerSocket server = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
    TcpProxy proxy = new TcpProxy(server, target);
    Thread.ofPlatform().daemon().name("proxy-" + server.getLocalPort()).start(proxy::accept);
    return proxy;
  }

  public int port() {
    return server.getLocalPort();
  }

  /// Delays what flows in either direction, without a limit on how much flows.
  public void delay(Duration each) {
    delayNanos = each.toNanos();
  }

  /// Limits what flows in each direction of each connection.
  ///
  /// @param bytes per second, at least 1
  public void throttle(long bytes) {
    bytesPerSecond = Math.max(1, bytes);
  }

  /// Passes nothing on, but keeps all connections open.
  public void silence() {
    silent = true;
  }

  /// Closes all connections and every new one.
  public void cut() {
    cut = true;
    sockets.forEach(TcpProxy::close);
  }

  /// Ends every fault. What was held is passed on; what was cut stays cut.
  public void heal() {
    delayNanos = 0;
    bytesPerSecond = 0;
    silent = false;
    cut = false;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    server.close();
    sockets.forEach(TcpProxy::close);
  }

  private void accept() {
    while (!closed) {
      try {
        Socket client = server.accept();
        if (cut) {
          close(client);
        } else {
          connect(client);
        }
      } catch (IOException _) {
        // The proxy was closed, or the target does not listen: the client sees a closed connection.
      }
    }
  }

  private void connect(Socket client) {
    Socket other;
    try {
      other = new Socket(InetAddress.getLoopbackAddress(), target);
      other.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
    } catch (IOException _) {
      close(client);
      return;
    }
    sockets.add(client);
    sockets.add(other);
    pass(client, other);
    pass(other, client);
    if (cut || closed) {
      close(client);
      close(other);
    }
  }

  /// Reads on one thread and writes on another, so that a delay does not limit the flow.
  private void pass(Socket from, Socket to) {
    BlockingQueue<Chunk> waiting = new ArrayBlockingQueue<>(WAITING_CHUNKS);
    Thread.ofVirtual().start(() -> read(from, waiting));
    Thread.ofVirtual()
        .start(
            () -> {
              write(waiting, to);
              close(from);
              close(to);
              sockets.remove(from);
              sockets.remove(to);
              waiting.clear();
            });
  }

  private void read(Socket from, BlockingQueue<Chunk> waiting) {
    byte[] buffer = new byte[CHUNK];
    try {
      try {
        InputStream in = from.getInputStream();
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          waiting.put(new Chunk(Arrays.copyOf(buffer, length), System.nanoTime() + delayNanos));
        }
      } catch (IOException _) {
        // Closed on either side: the other side is told by closing it.
      }
      waiting.put(new Chunk(END, System.nanoTime()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(BlockingQueue<Chunk> waiting, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      while (true) {
        Chunk chunk = waiting.take();
        if (chunk.bytes().length == 0) {
          return;
        }
        while (!to.isClosed() && (silent || System.nanoTime() - chunk.dueNanos() < 0)) {
          LockSupport.parkNanos(STEP_NANOS);
        }
        out.write(chunk.bytes());
        out.flush();
        long rate = bytesPerSecond;
        if (rate > 0) {
          LockSupport.parkNanos(chunk.bytes().length * TimeUnit.SECONDS.toNanos(1) / rate);
        }
      }
    } catch (IOException _) {
      // Closed on either side: the other side is told by closing it.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is of no use any more either way.
    }
  }
}
