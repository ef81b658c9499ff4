package io.quittance.laboratory.command;

import io.quittance.laboratory.evaluation.Judgement;
import io.quittance.laboratory.evaluation.ModelFacts;
import io.quittance.laboratory.explain.CounterfactualRows;
import io.quittance.laboratory.export.GraphParity;
import io.quittance.laboratory.fit.Fitted;
import java.nio.file.Path;
import java.util.List;

/// The outcome of a training.
///
/// @param data reduced to the features of the model
/// @param counterfactuals for test rows near the threshold, by their row index in the file
/// @param seconds duration of the whole run
record TrainedModel(
    TrainOrder order,
    TrainingData data,
    Fitted fitted,
    Judgement judgement,
    ModelFacts facts,
    CounterfactualRows counterfactuals,
    GraphParity parity,
    int qualityScore,
    double seconds,
    List<Path> files) {}
