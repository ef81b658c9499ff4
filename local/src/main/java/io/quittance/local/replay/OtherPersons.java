package io.quittance.local.replay;

import io.quittance.core.contact.ThirdPerson;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.ContactPurpose;
import io.quittance.core.vocabulary.ContactedPerson;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads and writes `RELATION[/REF][!PURPOSE]`, such as `spouse`, `other/neighbour-1` or
/// `employer/acme!debt`. The purpose is `location` unless it is told.
public final class OtherPersons {

  private OtherPersons() {}

  /// Reads a person other than the debtor.
  ///
  /// @throws IllegalArgumentException naming what is allowed
  public static ThirdPerson read(String text) {
    int mark = text.indexOf('!');
    String who = mark < 0 ? text : text.substring(0, mark);
    ContactPurpose purpose =
        mark < 0
            ? ContactPurpose.LOCATION
            : WireNames.find(ContactPurpose.class, text.substring(mark + 1))
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            text.substring(mark + 1)
                                + " is no purpose: use "
                                + names(Stream.of(ContactPurpose.values()))));
    int slash = who.indexOf('/');
    @Nullable String ref = slash < 0 ? null : who.substring(slash + 1);
    String relation = slash < 0 ? who : who.substring(0, slash);
    ContactedPerson person =
        WireNames.find(ContactedPerson.class, relation)
            .filter(one -> one != ContactedPerson.DEBTOR)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        relation
                            + " is no person other than the debtor: use "
                            + names(
                                Stream.of(ContactedPerson.values())
                                    .filter(one -> one != ContactedPerson.DEBTOR))));
    return new ThirdPerson(ref, person, purpose);
  }

  /// Writes a person as [#read] reads it.
  static String write(ThirdPerson other) {
    return WireNames.of(other.relation())
        + (other.ref() == null ? "" : "/" + other.ref())
        + (other.purpose() == ContactPurpose.LOCATION ? "" : "!" + WireNames.of(other.purpose()));
  }

  private static String names(Stream<? extends Enum<?>> constants) {
    return constants.map(WireNames::of).collect(Collectors.joining(", "));
  }
}
