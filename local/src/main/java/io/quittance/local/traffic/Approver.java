package io.quittance.local.traffic;

import io.quittance.local.launch.Part;
import java.io.IOException;
import java.util.Map;

/// The person of the local realm who approves and promotes versions of models. Safe for concurrent
/// use.
public final class Approver {

  /// The client whose token is sent, by which the registry knows the person.
  public static final String NAME = "demo-approver";

  private final Rest rest;
  private final String model;

  /// @param model the name of the model in the registry
  public Approver(Rest rest, String model) {
    this.rest = rest;
    this.model = model;
  }

  /// Approves a validated version.
  ///
  /// @param comment the reason, kept with the approval
  public void approve(int version, String comment) throws IOException {
    rest.post(Part.REGISTRY, path(version) + "/approvals", NAME, Map.of("comment", comment));
  }

  /// Makes an approved version the champion.
  public void promote(int version) throws IOException {
    rest.post(Part.REGISTRY, path(version) + "/promotions", NAME, Map.of());
  }

  private String path(int version) {
    return "/v1/models/%s/versions/%d".formatted(model, version);
  }
}
