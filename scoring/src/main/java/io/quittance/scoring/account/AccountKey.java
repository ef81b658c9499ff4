package io.quittance.scoring.account;

import java.util.Comparator;

/// An account of a tenant. The natural order is the locking order.
public record AccountKey(String tenant, String accountId) implements Comparable<AccountKey> {

  private static final Comparator<AccountKey> ORDER =
      Comparator.comparing(AccountKey::tenant).thenComparing(AccountKey::accountId);

  @Override
  public int compareTo(AccountKey other) {
    return ORDER.compare(this, other);
  }
}
