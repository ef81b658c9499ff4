package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// One-word reply that revokes consent: the words of 47 CFR 64.1200(a)(10).
public enum ReplyWord {
  /// The reply *stop*.
  @JsonProperty("stop")
  STOP,
  /// The reply *quit*.
  @JsonProperty("quit")
  QUIT,
  /// The reply *end*.
  @JsonProperty("end")
  END,
  /// The reply *revoke*.
  @JsonProperty("revoke")
  REVOKE,
  /// The reply *opt out*.
  @JsonProperty("opt-out")
  OPT_OUT,
  /// The reply *cancel*.
  @JsonProperty("cancel")
  CANCEL,
  /// The reply *unsubscribe*.
  @JsonProperty("unsubscribe")
  UNSUBSCRIBE
}
