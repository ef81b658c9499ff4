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
/// @param data with the features of the model
/// @param counterfactuals of test rows near the threshold, by their indices in the file
/// @param seconds of the whole
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
