package io.quittance.testkit;

import java.util.List;

/// The roles of the platform, for tests that try every one of them.
public final class Roles {

  /// All roles, as the realm names them.
  public static final List<String> ALL =
      List.of(
          "viewer",
          "agent",
          "supervisor",
          "model-developer",
          "model-approver",
          "auditor",
          "privacy-officer",
          "operator",
          "service");

  private Roles() {}
}
