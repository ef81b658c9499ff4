package io.quittance.local.replay;

import io.quittance.core.contact.ThirdPerson;
import io.quittance.core.text.WireNames;
import io.quittance.core.vocabulary.Action;
import io.quittance.core.vocabulary.Place;
import io.quittance.core.vocabulary.ReviewKind;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether something may be done to an account at an instant.
///
/// @param subject what may be done
public record Question(Subject subject, Instant at) {

  /// What may be done: a contact, or a decision of people.
  public sealed interface Subject {}

  /// A contact.
  ///
  /// @param place where it reaches the debtor
  /// @param numberRef the number or address; null when it is not told
  public record Contact(Action action, Place place, @Nullable String numberRef) implements Subject {

    /// Returns a contact at the usual place: letters go home, all else to the person.
    public static Contact usual(Action action) {
      return new Contact(action, usualPlace(action), null);
    }

    @Override
    public String toString() {
      return action.wireName()
          + (place == usualPlace(action) ? "" : "@" + WireNames.of(place))
          + (numberRef == null ? "" : "/" + numberRef);
    }
  }

  /// A contact with somebody other than the debtor.
  public record ContactWithOther(Action action, ThirdPerson other) implements Subject {
    @Override
    public String toString() {
      return action.wireName() + ":" + OtherPersons.write(other);
    }
  }

  /// A decision that people make, such as a lawsuit.
  public record Review(ReviewKind kind) implements Subject {
    @Override
    public String toString() {
      return WireNames.of(kind);
    }
  }

  /// Reads `CHANNEL[@PLACE][/NUMBER]`, `CHANNEL:RELATION[/REF][!PURPOSE]` or a kind of review, such
  /// as `letter@home`, `call:other/neighbour-1` or `debt-sale`.
  ///
  /// @throws IllegalArgumentException naming what is allowed
  static Subject subject(String text) {
    for (ReviewKind kind : ReviewKind.values()) {
      if (WireNames.of(kind).equals(text)) {
        return new Review(kind);
      }
    }
    int colon = text.indexOf(':');
    if (colon >= 0) {
      return new ContactWithOther(
          channel(text.substring(0, colon), text), OtherPersons.read(text.substring(colon + 1)));
    }
    int slash = text.indexOf('/');
    String number = slash < 0 ? null : text.substring(slash + 1);
    String rest = slash < 0 ? text : text.substring(0, slash);
    int mark = rest.indexOf('@');
    Action action = channel(mark < 0 ? rest : rest.substring(0, mark), text);
    Place place = mark < 0 ? usualPlace(action) : place(rest.substring(mark + 1));
    return new Contact(action, place, number);
  }

  /// Reads an instant such as `2026-04-08T15:00:00Z`.
  ///
  /// @throws IllegalArgumentException showing one
  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s is no instant such as 2026-04-08T15:00:00Z".formatted(text), e);
    }
  }

  /// Every way of contact, from the most to the least intrusive.
  static List<Action> channels() {
    return Arrays.stream(Action.values())
        .filter(action -> action != Action.NO_CONTACT)
        .toList()
        .reversed();
  }

  private static Place usualPlace(Action action) {
    return action == Action.LETTER ? Place.HOME : Place.MOBILE;
  }

  private static Action channel(String name, String text) {
    return channels().stream()
        .filter(action -> action.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is neither a contact (call, sms, email, letter; then @PLACE, /NUMBER or :RELATION/REF) nor one of %s"
                        .formatted(
                            text,
                            Stream.of(ReviewKind.values())
                                .map(WireNames::of)
                                .collect(Collectors.joining(", ")))));
  }

  static Place place(String name) {
    return Stream.of(Place.values())
        .filter(place -> WireNames.of(place).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is no place: use %s"
                        .formatted(
                            name,
                            Stream.of(Place.values())
                                .map(WireNames::of)
                                .collect(Collectors.joining(", ")))));
  }

  @Override
  public String toString() {
    return subject + " at " + at;
  }
}
