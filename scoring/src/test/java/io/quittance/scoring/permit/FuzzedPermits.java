package io.quittance.scoring.permit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quittance.scoring.ScoringConfig;
import java.io.IOException;

/// Reads the bodies of permit requests as their resource does.
public final class FuzzedPermits {

  private final PermitFields fields;

  /// @param config names the tenant `sim` as simulated, so that it may tell the time
  public FuzzedPermits(ScoringConfig config) {
    this.fields = new PermitFields(config);
  }

  public Object reservation(ObjectMapper json, byte[] body) throws IOException {
    return fields.wanted("sim", json.readValue(body, PermitRequest.class));
  }

  public Object use(ObjectMapper json, byte[] body) throws IOException {
    UseRequest request = json.readValue(body, UseRequest.class);
    return String.valueOf(fields.at("sim", request == null ? null : request.at()));
  }
}
