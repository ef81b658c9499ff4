package io.quittance.testkit.violations.scoring.account;

import ai.onnxruntime.OrtEnvironment;

record UsesModelLibrary(OrtEnvironment environment) {}
