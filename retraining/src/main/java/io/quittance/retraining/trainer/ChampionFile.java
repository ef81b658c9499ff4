package io.quittance.retraining.trainer;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the parent has put the bundle of the champion.
///
/// @param bundle absent when there is no champion
record ChampionFile(int version, @Nullable Path bundle) {}
