package io.quittance.scoring.account;

import java.util.Comparator;

/// A debtor of a tenant. The natural order is the locking order.
public record DebtorKey(String tenant, String debtorId) implements Comparable<DebtorKey> {

  private static final Comparator<DebtorKey> ORDER =
      Comparator.comparing(DebtorKey::tenant).thenComparing(DebtorKey::debtorId);

  @Override
  public int compareTo(DebtorKey other) {
    return ORDER.compare(this, other);
  }
}
