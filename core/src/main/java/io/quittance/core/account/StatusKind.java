package io.quittance.core.account;

/// The start or the end of a lasting status of an account or its debtor.
public enum StatusKind {
  VALIDATION_SENT("validation"),
  DISPUTE_OPENED("dispute"),
  DISPUTE_RESOLVED("resolved"),
  VERIFICATION_SENT("verified"),
  HARDSHIP("hardship"),
  CEASE("cease"),
  ATTORNEY("attorney"),
  BANKRUPTCY("bankruptcy"),
  DECEASED("deceased"),
  IDENTITY_THEFT("identity-theft"),
  MINOR("minor"),
  LANGUAGE_RECORDED("language"),
  CALL_REQUESTED("call-requested"),
  WORK_ALLOWED("work-allowed"),
  WORK_PROHIBITED("work-prohibited"),
  BREATHING_SPACE("breathing-space"),
  CRISIS("crisis"),
  BREATHING_SPACE_ENDED("breathing-space-ended"),
  VULNERABLE("vulnerable"),
  VULNERABLE_ENDED("vulnerable-ended");

  private final String code;

  StatusKind(String code) {
    this.code = code;
  }

  String code() {
    return code;
  }

  static StatusKind ofCode(String code) {
    for (StatusKind kind : values()) {
      if (kind.code.equals(code)) {
        return kind;
      }
    }
    throw new CorruptStateException("unknown status " + code);
  }
}
