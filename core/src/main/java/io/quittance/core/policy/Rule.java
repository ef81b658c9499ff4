package io.quittance.core.policy;

import io.quittance.core.event.Action;
import io.quittance.core.event.ActorType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One rule of a pack: what it demands, on whose authority, of whom and when.
///
/// @param id such as `HC03`
/// @param title two or three words
/// @param citation where it is written
/// @param from first day in force (UTC date)
/// @param to first day no longer in force, null when none is known
/// @param actors whom it binds
/// @param actions what it restricts
/// @param text what a person is told when it blocks
/// @param limit what it demands
public record Rule(
    String id,
    String title,
    String citation,
    LocalDate from,
    @Nullable LocalDate to,
    Set<ActorType> actors,
    Set<Action> actions,
    String text,
    Limit limit) {

  public Rule {
    actors = Set.copyOf(actors);
    actions = Set.copyOf(actions);
    if (id.isBlank() || citation.isBlank() || text.isBlank()) {
      throw new IllegalArgumentException("a rule needs an id, a citation and a text");
    }
    if (actors.isEmpty() || actions.isEmpty() || actions.contains(Action.NO_CONTACT)) {
      throw new IllegalArgumentException("a rule needs actors, and actions that are contacts");
    }
    if (to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException("from must be before to");
    }
  }

  /// Whether the rule applies at an instant to an actor; an unknown actor is bound by every rule.
  boolean applies(Instant at, @Nullable ActorType actor) {
    return inForce(from, to, at) && (actor == null || actors.contains(actor));
  }

  static boolean inForce(LocalDate from, @Nullable LocalDate to, Instant at) {
    LocalDate date = at.atOffset(ZoneOffset.UTC).toLocalDate();
    return !date.isBefore(from) && (to == null || date.isBefore(to));
  }
}
