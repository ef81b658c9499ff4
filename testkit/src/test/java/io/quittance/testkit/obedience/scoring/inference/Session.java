package io.quittance.testkit.obedience.scoring.inference;

import ai.onnxruntime.OrtEnvironment;

record Session(OrtEnvironment environment) {}
