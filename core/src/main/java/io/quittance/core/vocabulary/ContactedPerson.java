package io.quittance.core.vocabulary;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Who is reached by a contact, as the law tells people apart.
public enum ContactedPerson {
  /// The debtor, or whoever acts for the debtor.
  @JsonProperty("debtor")
  DEBTOR,
  /// The debtor's spouse or partner.
  @JsonProperty("spouse")
  SPOUSE,
  /// Somebody else who lives with the debtor.
  @JsonProperty("household")
  HOUSEHOLD,
  /// The debtor's employer or somebody who works there.
  @JsonProperty("employer")
  EMPLOYER,
  /// Anybody else, such as a relative, a friend or a neighbour.
  @JsonProperty("other")
  OTHER
}
