package io.quittance.retraining.trainer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quittance.retraining.candidate.BuildCandidate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the process tells its parent, one JSON object on a line.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TrainerMessage.Alive.class, name = "alive"),
  @JsonSubTypes.Type(value = TrainerMessage.Rows.class, name = "rows"),
  @JsonSubTypes.Type(value = TrainerMessage.Entered.class, name = "entered"),
  @JsonSubTypes.Type(value = TrainerMessage.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = TrainerMessage.ChampionWanted.class, name = "champion-wanted"),
  @JsonSubTypes.Type(value = TrainerMessage.Done.class, name = "done"),
  @JsonSubTypes.Type(value = TrainerMessage.Refused.class, name = "refused")
})
sealed interface TrainerMessage {

  /// A sign of life.
  record Alive() implements TrainerMessage {}

  /// The data set is read.
  record Rows(int rows, int positives) implements TrainerMessage {}

  /// A stage begins.
  record Entered(BuildCandidate.Stage stage, String detail) implements TrainerMessage {}

  /// The work goes on.
  ///
  /// @param percent of the whole job
  record Progress(int percent, String message) implements TrainerMessage {}

  /// The evaluation begins: the parent answers with a [ChampionFile].
  record ChampionWanted() implements TrainerMessage {}

  /// Bundle and evidence are written; the last message.
  ///
  /// @param comparedWith the champion's version, absent when there was none
  /// @param rows of the data set
  record Done(@Nullable Integer comparedWith, long rows, Map<String, Double> metrics)
      implements TrainerMessage {}

  /// The work cannot be done; the last message.
  record Refused(Refusal refusal) implements TrainerMessage {}
}
