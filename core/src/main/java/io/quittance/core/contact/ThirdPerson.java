package io.quittance.core.contact;

import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.ContactedPerson;
import org.jspecify.annotations.Nullable;

/// Somebody other than the debtor whom a contact would reach.
///
/// @param ref opaque reference to the person; null when it is not told: then it may be any who was
///   contacted before
/// @param relation what the person is to the debtor
/// @param purpose why the person would be contacted
public record ThirdPerson(@Nullable String ref, ContactedPerson relation, ContactPurpose purpose) {

  /// @throws IllegalArgumentException for the debtor
  public ThirdPerson {
    if (relation == ContactedPerson.DEBTOR) {
      throw new IllegalArgumentException("a third person is somebody other than the debtor");
    }
  }
}
