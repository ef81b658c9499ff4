package io.quittance.scoring.account;

import java.util.Comparator;

/// A person of a tenant. The natural order is the order of locking.
public record DebtorKey(String tenant, String debtorId) implements Comparable<DebtorKey> {

  private static final Comparator<DebtorKey> ORDER =
      Comparator.comparing(DebtorKey::tenant).thenComparing(DebtorKey::debtorId);

  @Override
  public int compareTo(DebtorKey other) {
    return ORDER.compare(this, other);
  }
}
