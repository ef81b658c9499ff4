package io.quittance.scoring.decision.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Takes the results of a batch in order. Not thread-safe.
interface BatchSink {

  /// Writes a result; may wait for the client.
  void write(RequestResult result) throws IOException;

  /// Sends what was written so far to the client.
  void flush() throws IOException;

  /// Writes the end.
  void end() throws IOException;

  /// Writes a JSON array.
  final class Array implements BatchSink {
    private final ObjectMapper mapper;
    private final OutputStream out;
    private boolean begun;

    Array(ObjectMapper mapper, OutputStream out) {
      this.mapper = mapper;
      this.out = out;
    }

    @Override
    public void write(RequestResult result) throws IOException {
      out.write((begun ? ",\n" : "[").getBytes(StandardCharsets.US_ASCII));
      begun = true;
      result.write(mapper, out);
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void end() throws IOException {
      out.write((begun ? "]\n" : "[]\n").getBytes(StandardCharsets.US_ASCII));
    }
  }

  /// Writes one result a line.
  final class Lines implements BatchSink {
    private final ObjectMapper mapper;
    private final OutputStream out;

    Lines(ObjectMapper mapper, OutputStream out) {
      this.mapper = mapper;
      this.out = out;
    }

    @Override
    public void write(RequestResult result) throws IOException {
      result.write(mapper, out);
      out.write('\n');
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void end() {
      // The last line has its end.
    }
  }
}
