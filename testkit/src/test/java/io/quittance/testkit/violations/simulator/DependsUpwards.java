package io.quittance.testkit.violations.simulator;

import io.quittance.testkit.violations.local.demo.DemoStep;

record DependsUpwards(DemoStep step) {}
