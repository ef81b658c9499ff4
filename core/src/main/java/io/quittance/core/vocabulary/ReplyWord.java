package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A reply of one word that takes consent back: the words of 47 CFR 64.1200(a)(10).
public enum ReplyWord {
  @JsonProperty("stop")
  STOP,
  @JsonProperty("quit")
  QUIT,
  @JsonProperty("end")
  END,
  @JsonProperty("revoke")
  REVOKE,
  @JsonProperty("opt-out")
  OPT_OUT,
  @JsonProperty("cancel")
  CANCEL,
  @JsonProperty("unsubscribe")
  UNSUBSCRIBE
}
