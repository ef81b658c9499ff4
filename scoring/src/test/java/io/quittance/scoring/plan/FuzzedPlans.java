package io.quittance.scoring.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/// Reads the bodies of plan requests as their resource does.
public final class FuzzedPlans {

  private FuzzedPlans() {}

  public static Object order(ObjectMapper json, byte[] body) throws IOException {
    PlanRequest request = json.readValue(body, PlanRequest.class);
    return request == null ? "" : PlanResource.order(request, PlanCosts.DEFAULTS);
  }
}
