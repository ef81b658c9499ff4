package io.quittance.scoring.review;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.scoring.review.http.ReviewRequests;
import io.quittance.scoring.review.http.ReviewResource;
import java.io.IOException;

/// Reads the bodies of review requests as their resource does.
public final class FuzzedReviews {

  private FuzzedReviews() {}

  public static Object opening(ObjectMapper json, byte[] body) throws IOException {
    return ReviewRequests.wanted(json.readValue(body, ReviewResource.Opening.class));
  }

  public static Object verdict(ObjectMapper json, byte[] body) throws IOException {
    return ReviewRequests.conclusion(json.readValue(body, ReviewResource.Verdict.class));
  }
}
