package io.quittance.scoring.plan;

import java.util.SortedSet;

/// Amounts of several currencies cannot be added up; one has to be named.
public final class SeveralCurrenciesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SeveralCurrenciesException(SortedSet<String> currencies) {
    super(
        "accounts are owed in several currencies (%s): name one"
            .formatted(String.join(", ", currencies)));
  }
}
