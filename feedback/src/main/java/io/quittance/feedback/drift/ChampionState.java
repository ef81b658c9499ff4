package io.quittance.feedback.drift;

/// The known state of a tenant's champion.
public sealed interface ChampionState {

  /// The lifecycle topic has not been read to its end, or the bundle is on its way: nothing may be
  /// concluded yet.
  record Unknown() implements ChampionState {}

  /// There is no champion.
  record Absent() implements ChampionState {}

  /// The champion's bundle is here.
  record Present(Champion champion) implements ChampionState {}
}
