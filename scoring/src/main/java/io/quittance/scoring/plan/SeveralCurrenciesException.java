package io.quittance.scoring.plan;

import java.util.SortedSet;

/// Thrown when candidates have several currencies and the request names none: their amounts cannot
/// be added.
public final class SeveralCurrenciesException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SeveralCurrenciesException(SortedSet<String> currencies) {
    super(
        "accounts are owed in several currencies (%s): name one"
            .formatted(String.join(", ", currencies)));
  }
}
