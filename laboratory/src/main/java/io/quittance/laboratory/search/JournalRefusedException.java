package io.quittance.laboratory.search;

/// A journal cannot be gone on with: it belongs to another search, is damaged, or is in use.
public final class JournalRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JournalRefusedException(String message) {
    super(message);
  }
}
