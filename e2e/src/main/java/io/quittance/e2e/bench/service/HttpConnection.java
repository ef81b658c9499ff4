package io.quittance.e2e.bench.service;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One connection that is kept open and sends one request after the other. It does next to nothing,
/// so that what is measured is the server: it reads the status and as many bytes as
/// `Content-Length` tells. Not thread-safe.
final class HttpConnection implements AutoCloseable {

  private static final int BUFFER = 16_384;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String head;

  /// @param path of every request
  /// @param token null for requests without one
  HttpConnection(Target target) throws IOException {
    this.socket = new Socket("127.0.0.1", target.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
    this.out = socket.getOutputStream();
    this.head =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n%sContent-Length: "
            .formatted(
                target.path(),
                target.token().isEmpty() ? "" : "Authorization: Bearer " + target.token() + "\r\n");
  }

  /// Where requests are sent.
  ///
  /// @param token empty for requests without one
  record Target(int port, String path, String token) {}

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
