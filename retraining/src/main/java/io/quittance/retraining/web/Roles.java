package io.quittance.retraining.web;

/// The realm's roles that open something here.
public final class Roles {

  public static final String VIEWER = "viewer";
  public static final String SUPERVISOR = "supervisor";
  public static final String MODEL_DEVELOPER = "model-developer";
  public static final String MODEL_APPROVER = "model-approver";
  public static final String AUDITOR = "auditor";
  public static final String OPERATOR = "operator";
  public static final String SERVICE = "service";

  private Roles() {}
}
