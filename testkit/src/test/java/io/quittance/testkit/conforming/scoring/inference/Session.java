package io.quittance.testkit.conforming.scoring.inference;

import ai.onnxruntime.OrtEnvironment;

record Session(OrtEnvironment environment) {}
