package io.quittance.feedback.label;

/// Planner settings for transactions in which every statement finds its rows by key. Young
/// partitions have no statistics, and a plan made while they were empty is kept: without these it
/// reads whole partitions and becomes slower with each batch.
public final class KeyedPlans {

  /// Select list whose settings last until the end of the transaction.
  public static final String SETTINGS =
      "set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),"
          + " set_config('enable_seqscan', 'off', true)";

  private KeyedPlans() {}
}
