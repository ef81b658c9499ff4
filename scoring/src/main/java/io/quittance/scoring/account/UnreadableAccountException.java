package io.quittance.scoring.account;

/// Thrown when an account is asked for whose stored state this version cannot read. Its records are
/// set aside; nothing is decided or permitted.
public final class UnreadableAccountException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableAccountException(AccountKey key) {
    super("the stored state of account " + key.accountId() + " cannot be read by this version");
  }
}
