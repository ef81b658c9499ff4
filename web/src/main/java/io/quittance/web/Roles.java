package io.quittance.web;

/// Roles of the realm that give access to routes.
public final class Roles {

  public static final String VIEWER = "viewer";
  public static final String AGENT = "agent";
  public static final String SUPERVISOR = "supervisor";
  public static final String MODEL_DEVELOPER = "model-developer";
  public static final String MODEL_APPROVER = "model-approver";
  public static final String AUDITOR = "auditor";
  public static final String OPERATOR = "operator";
  public static final String SERVICE = "service";

  private Roles() {}
}
