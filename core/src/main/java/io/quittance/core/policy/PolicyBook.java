package io.quittance.core.policy;

import io.quittance.core.account.DebtorContext;
import java.time.Instant;
import java.util.List;

/// The packs that a service knows, and which of them binds for an account at an instant. Immutable
/// and safe for any thread.
public final class PolicyBook {

  private final List<PolicyPack> packs;

  private PolicyBook(List<PolicyPack> packs) {
    this.packs = List.copyOf(packs);
  }

  /// A book of these packs, the preferred first.
  public static PolicyBook of(List<PolicyPack> packs) {
    return new PolicyBook(packs);
  }

  /// What binds for an account at an instant.
  public Policy at(DebtorContext context, Instant at) {
    return packs.isEmpty() ? Policy.none() : Policy.of(packs.getFirst());
  }
}
