package io.quittance.laboratory.search;

/// Thrown when a search cannot resume from a journal: the journal belongs to another search, is
/// damaged, or is in use.
public final class JournalRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JournalRefusedException(String message) {
    super(message);
  }
}
