package io.quittance.scoring.decision.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.scoring.decision.DecisionRequest;
import io.quittance.web.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// The requests of a batch, one after the other. Not thread-safe.
interface BatchSource {

  /// A request that has not been understood yet.
  ///
  /// @param position in the batch, from 1
  record Entry(long position, Content content) {}

  /// Something to be understood as a request.
  interface Content {
    /// @throws IOException when it is no request
    DecisionRequest read(ObjectMapper mapper) throws IOException;
  }

  /// Returns the next one, waiting for it, or null when there is none.
  @Nullable Entry next() throws IOException;

  /// Reads the elements of an array.
  static BatchSource of(JsonNode array) {
    Iterator<JsonNode> elements = array.iterator();
    return new BatchSource() {
      private long position;

      @Override
      public @Nullable Entry next() {
        if (!elements.hasNext()) {
          return null;
        }
        JsonNode element = elements.next();
        return new Entry(
            ++position, mapper -> present(mapper.treeToValue(element, DecisionRequest.class)));
      }
    };
  }

  /// Reads lines. Blank ones are counted and passed over.
  static BatchSource of(InputStream in) {
    var lines = new RequestLines(in);
    return new BatchSource() {
      private long position;

      @Override
      public @Nullable Entry next() throws IOException {
        RequestLines.Line line;
        do {
          line = lines.next();
          position++;
        } while (line != null && line.isBlank());
        return line == null ? null : new Entry(position, content(line));
      }
    };
  }

  private static Content content(RequestLines.Line line) {
    byte[] bytes = line.bytes();
    return mapper -> {
      if (bytes == null) {
        throw Problems.of(
            413,
            "line-too-long",
            "Line too long",
            "A line holds at most " + RequestLines.LONGEST + " bytes");
      }
      return present(mapper.readValue(bytes, DecisionRequest.class));
    };
  }

  private static DecisionRequest present(@Nullable DecisionRequest request) {
    if (request == null) {
      throw Problems.invalid("A request for a decision is required, not null");
    }
    return request;
  }
}
