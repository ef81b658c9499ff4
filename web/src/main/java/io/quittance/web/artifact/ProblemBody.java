package io.quittance.web.artifact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quittance.core.text.Json;
import io.quittance.web.Problems;
import java.io.IOException;

/// What a server said when it refused.
///
/// @param slug the end of the problem's type, empty when the body is no problem of ours
/// @param detail a sentence of at most 500 characters, empty when the body has none
record ProblemBody(String slug, String detail) {

  private static final String TYPE = Problems.type("").toString();
  private static final int MAX_DETAIL = 500;

  /// Reads a body of any content.
  static ProblemBody of(byte[] body) {
    try {
      JsonNode problem = Json.read(body);
      String type = problem.path("type").asText("");
      String detail = problem.path("detail").asText(problem.path("title").asText(""));
      return new ProblemBody(
          type.startsWith(TYPE) ? type.substring(TYPE.length()) : "",
          detail.substring(0, Math.min(MAX_DETAIL, detail.length())));
    } catch (JsonProcessingException e) {
      return new ProblemBody("", "");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }
}
