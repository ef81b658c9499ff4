package io.quittance.scoring.decision.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.scoring.decision.DecisionRequest;
import io.quittance.scoring.review.http.ReviewRequests;
import java.io.IOException;
import java.util.List;

/// Reads the bodies of decision requests as their resource does.
public final class FuzzedDecisions {

  private FuzzedDecisions() {}

  public static Object decision(ObjectMapper json, byte[] body) throws IOException {
    DecisionRequest request = json.readValue(body, DecisionRequest.class);
    return request == null
        ? ""
        : List.of(DecisionAnswers.identity("default", request), DecisionAnswers.accountId(request));
  }

  public static Object override(ObjectMapper json, byte[] body) throws IOException {
    OverrideRequest request = json.readValue(body, OverrideRequest.class);
    return request == null ? "" : ReviewRequests.reason(request.reason());
  }
}
