package io.quittance.e2e.bench.service;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import jdk.net.ExtendedSocketOptions;

/// One connection that is kept open and sends one request after the other. It does next to nothing,
/// so that what is measured is the server: it reads the status and as many bytes as
/// `Content-Length` tells. Not thread-safe.
///
/// It acknowledges what it receives at once (`TCP_QUICKACK`, which Linux forgets, so it is set
/// before each read). A server that sends head and body in two writes would otherwise wait with the
/// second for an acknowledgement that the client delays by 40 ms, and its delay would be measured
/// as work.
final class HttpConnection implements AutoCloseable {

  private static final int BUFFER = 16_384;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String head;

  HttpConnection(Target target) throws IOException {
    this.socket = new Socket("127.0.0.1", target.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    this.in = new BufferedInputStream(new AcknowledgingStream(socket), BUFFER);
    this.out = socket.getOutputStream();
    this.head =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n%sContent-Length: "
            .formatted(
                target.path(),
                target.token().isEmpty() ? "" : "Authorization: Bearer " + target.token() + "\r\n");
  }

  /// Where requests are sent.
  ///
  /// @param path of every request
  /// @param token empty for requests without one
  record Target(int port, String path, String token) {}

  /// Reads a socket and asks before each read that what comes be acknowledged at once.
  private static final class AcknowledgingStream extends FilterInputStream {

    private final Socket socket;

    AcknowledgingStream(Socket socket) throws IOException {
      super(socket.getInputStream());
      this.socket = socket;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
      return super.read(target, offset, length);
    }
  }

  /// Sends a request and returns the status of the answer, when all of it was read.
  int post(String body) throws IOException {
    out.write((head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
    String status = line();
    int length = -1;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    if (length < 0) {
      throw new IOException("The answer does not tell its length: " + status);
    }
    in.skipNBytes(length);
    return Integer.parseInt(status.split(" ")[1]);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The server has closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
