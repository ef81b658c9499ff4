package io.quittance.e2e.faults.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Runs a proxy before a server that sends back what it receives.
class TcpProxyTest {

  private static final byte[] HELLO = "hello".getBytes(UTF_8);
  private static final int PATIENCE_MILLIS = 20_000;

  private ServerSocket echo;
  private TcpProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    accept();
    proxy = TcpProxy.start(0, echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void whatIsSentArrives() throws IOException {
    byte[] much = new byte[3_000_000];
    new Random(1).nextBytes(much);

    assertArrayEquals(much, echoed(much));
  }

  @Test
  void aDelayHoldsInEitherDirection() throws IOException {
    proxy.delay(Duration.ofMillis(200));
    long begin = System.nanoTime();

    assertArrayEquals(HELLO, echoed(HELLO));

    assertTrue(System.nanoTime() - begin >= Duration.ofMillis(400).toNanos());
  }

  @Test
  void aThrottleLimitsWhatFlows() throws IOException {
    proxy.throttle(100_000);
    long begin = System.nanoTime();

    echoed(new byte[80_000]);

    assertTrue(System.nanoTime() - begin >= Duration.ofMillis(500).toNanos());
  }

  @Test
  void silenceHoldsWhatIsSentUntilItIsHealed() throws IOException {
    try (Socket client = client()) {
      proxy.silence();
      client.getOutputStream().write(HELLO);
      client.setSoTimeout(300);
      assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());

      proxy.heal();

      client.setSoTimeout(PATIENCE_MILLIS);
      assertArrayEquals(HELLO, read(client, HELLO.length));
    }
  }

  @Test
  void aCutClosesConnectionsAndRefusesNewOnesUntilItIsHealed() throws IOException {
    try (Socket client = client()) {
      client.getOutputStream().write(HELLO);
      assertArrayEquals(HELLO, read(client, HELLO.length));

      proxy.cut();

      assertEquals(-1, endOf(client));
    }
    try (Socket refused = client()) {
      assertEquals(-1, endOf(refused));
    }
    proxy.heal();
    assertArrayEquals(HELLO, echoed(HELLO));
  }

  @Test
  void aServerThatIsAwayClosesTheConnectionAndTheProxyGoesOn() throws IOException {
    echo.close();

    try (Socket client = client()) {
      assertEquals(-1, endOf(client));
    }
    echo = new ServerSocket(echo.getLocalPort(), 10, InetAddress.getLoopbackAddress());
    accept();
    assertArrayEquals(HELLO, echoed(HELLO));
  }

  private byte[] echoed(byte[] bytes) throws IOException {
    try (Socket client = client()) {
      Thread.ofVirtual().start(() -> write(client, bytes));
      return read(client, bytes.length);
    }
  }

  private Socket client() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(PATIENCE_MILLIS);
    return client;
  }

  private static void write(Socket client, byte[] bytes) {
    try {
      client.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] read(Socket client, int length) throws IOException {
    byte[] bytes = new byte[length];
    new DataInputStream(client.getInputStream()).readFully(bytes);
    return bytes;
  }

  /// Returns −1 when the connection ends, with or without a reset.
  private static int endOf(Socket client) throws IOException {
    try {
      return client.getInputStream().read();
    } catch (SocketException _) {
      return -1;
    }
  }

  /// Accepts on a platform thread: closing a server socket on which a virtual thread waits leaves
  /// it listening until that thread runs, which then accepts one connection more.
  private void accept() {
    Thread.ofPlatform().daemon().start(this::serve);
  }

  private void serve() {
    ServerSocket serving = echo;
    try {
      while (!serving.isClosed()) {
        Socket client = serving.accept();
        Thread.ofVirtual().start(() -> sendBack(client));
      }
    } catch (IOException _) {
      // The server was closed.
    }
  }

  private static void sendBack(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException _) {
      // The client is gone.
    }
  }
}
