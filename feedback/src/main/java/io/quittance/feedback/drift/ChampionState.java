package io.quittance.feedback.drift;

/// The known state of a tenant's champion.
public sealed interface ChampionState {

  /// The lifecycle topic has not been read to its end, or has nothing and the registry has not
  /// answered, or the bundle has not been fetched yet.
  record Unknown() implements ChampionState {}

  /// There is no champion.
  record Absent() implements ChampionState {}

  /// The champion's bundle has been fetched.
  record Present(ChampionBaseline champion) implements ChampionState {}
}
